# status: failed
# problem: type
# mistake: text-returned
# en: Item `[0]` of the result is text (`str`), but `tuple` is asked for. Return the value itself and not its text: without quotes, `str(…)` or an f-string.
# ja: 結果の `[0]` が文字列（`str`）です。求められているのは `tuple` です。文字列にした値ではなく、値そのものを返してください。引用符、`str(…)`、f 文字列は要りません。

import torch


def describe(t):
    return str(tuple(t.shape)), t.dtype, t.device.type
