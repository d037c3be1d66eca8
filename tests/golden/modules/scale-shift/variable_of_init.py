# status: error
# error: attribute-never-set
# en: No line has given this `ScaleShift` an attribute `shift`. In `__init__`, `shift` is a variable of that method alone, which is gone at its end. An attribute stays: `self.shift = …`
# ja: この `ScaleShift` に、属性 `shift` を入れた行はありません。`__init__` の中の `shift` は、そのメソッドだけの変数で、終わると消えます。`self.shift = …` と書けば、属性として残ります。

import torch
from torch import nn


class ScaleShift(nn.Module):
    def __init__(self, features):
        super().__init__()
        self.scale = nn.Parameter(torch.ones(features))
        shift = nn.Parameter(torch.zeros(features))

    def forward(self, x):
        return x * self.scale + self.shift
