# status: error
# error: missing-in-module
# en: There is no `Tesnor` in `torch`. Did you mean `torch.Tensor`?
# ja: `torch` に `Tesnor` はありません。`torch.Tensor` のことでしょうか？

import torch


def to_float(values):
    return torch.Tesnor(values)
