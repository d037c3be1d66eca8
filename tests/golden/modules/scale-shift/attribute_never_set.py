# status: error
# error: attribute-never-set
# en: No line has given this `ScaleShift` an attribute `bias`. Those that it has: `scale, offset`. Which one is meant, or which line of `__init__` is missing?
# ja: この `ScaleShift` に、属性 `bias` を入れた行はありません。あるのは `scale, offset` です。どれのことですか？ それとも、`__init__` に行が足りませんか？

import torch
from torch import nn


class ScaleShift(nn.Module):
    def __init__(self, features):
        super().__init__()
        self.scale = nn.Parameter(torch.ones(features))
        self.offset = nn.Parameter(torch.zeros(features))

    def forward(self, x):
        return x * self.scale + self.bias
