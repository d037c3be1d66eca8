# status: error
# error: state-dict-keys
# en: The names in the dict and those of the model do not fit each other. The model has `"weight", "bias"`, and the dict does not; the dict has `"scale", "shift"`, and the model does not. A name comes from the attribute: `self.fc = nn.Linear(…)` makes `fc.weight` and `fc.bias`, and `nn.Parameter(…)` makes one. A plain tensor or a Python list makes none.
# ja: 辞書の名前とモデルの名前が合いません。モデルには `"weight", "bias"` がありますが、辞書にはありません。辞書にある `"scale", "shift"` は、モデルにありません。名前は属性から決まります。`self.fc = nn.Linear(…)` なら `fc.weight` と `fc.bias`、`nn.Parameter(…)` なら属性の名前そのものです。ふつうのテンソルや Python のリストは、名前に出てきません。

import torch
from torch import nn


class ScaleShift(nn.Module):
    def __init__(self, features):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(features))
        self.bias = nn.Parameter(torch.zeros(features))

    def forward(self, x):
        return x * self.weight + self.bias
