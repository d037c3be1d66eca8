# status: error
# error: not-callable
# en: `t.shape` is a `torch.Size` and no function, so it cannot be called with `(…)`. Is a bracket too many, or an operator missing?
# ja: `t.shape` は `torch.Size` で、関数ではないので `(…)` で呼べません。かっこが余計か、演算子が抜けていませんか？

import torch


def describe(t):
    return t.shape(), t.dtype, t.device.type
