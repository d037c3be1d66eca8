# status: failed
# problem: type
# mistake: text-returned
# en: The result is text (`str`), but `torch.Tensor` is asked for. Return the value itself and not its text: without quotes, `str(…)` or an f-string.
# ja: 結果が文字列（`str`）です。求められているのは `torch.Tensor` です。文字列にした値ではなく、値そのものを返してください。引用符、`str(…)`、f 文字列は要りません。

import torch


def to_float(values):
    return str(values)
