# status: failed
# problem: type
# en: The length of the result is 2, but 3 is asked for. Compare what stands after `return` with the exercise.
# ja: 結果の数が 2 個ですが、求められているのは 3 個です。`return` の後を演習の説明と比べてみてください。

import torch


def describe(t):
    return tuple(t.shape), t.dtype
