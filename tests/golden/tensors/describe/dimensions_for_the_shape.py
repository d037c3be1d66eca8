# status: failed
# problem: type
# en: The type of item `[0]` of the result is `int`, but `tuple` is asked for. Compare what stands after `return` with the exercise.
# ja: 結果の `[0]` の型が `int` です。演習で求められているのは `tuple` です。`return` の後を演習の説明と比べてみてください。

import torch


def describe(t):
    return t.dim(), t.dtype, t.device.type
