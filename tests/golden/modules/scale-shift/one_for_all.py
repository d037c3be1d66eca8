# status: error
# mistake: one-for-all
# error: state-dict-shapes

import torch
from torch import nn


class ScaleShift(nn.Module):
    def __init__(self, features):
        super().__init__()
        self.scale = nn.Parameter(torch.ones(1))
        self.shift = nn.Parameter(torch.zeros(1))

    def forward(self, x):
        return x * self.scale + self.shift
