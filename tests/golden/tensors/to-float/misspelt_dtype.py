# status: error
# error: missing-in-module
# en: There is no `flaot32` in `torch`. Did you mean `torch.float32`?
# ja: `torch` に `flaot32` はありません。`torch.float32` のことでしょうか？

import torch


def to_float(values):
    return torch.tensor(values, dtype=torch.flaot32)
