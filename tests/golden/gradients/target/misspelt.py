# status: error
# error: missing-attribute
# en: A `Tensor` has no `detatch`. Did you mean `.detach`?
# ja: `Tensor` に `detatch` はありません。`.detach` のことでしょうか？

import torch


def target(t):
    return t.detatch()
