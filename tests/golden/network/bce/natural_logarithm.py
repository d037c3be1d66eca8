# status: error
# error: missing-in-module
# en: There is no `ln` in `torch`. Did you mean `torch.log`?
# ja: `torch` に `ln` はありません。`torch.log` のことでしょうか？

import torch


def bce(p, y):
    return -(y * torch.ln(p + 1e-7) + (1 - y) * torch.ln(1 - p + 1e-7)).mean()
