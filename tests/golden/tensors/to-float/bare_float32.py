# status: error
# error: unknown-name
# en: Python knows no `float32` here. Did you mean `torch.float32`?
# ja: ここでは `float32` という名前が見つかりません。`torch.float32` のことでしょうか？

import torch


def to_float(values):
    return torch.tensor(values, dtype=float32)
