# status: failed
# problem: value
# mistake: shift-starts-at-one

import torch
from torch import nn
class ScaleShift(nn.Module):
    def __init__(self, features):
        super().__init__()
        self.scale = nn.Parameter(torch.ones(features))
        self.shift = nn.Parameter(torch.ones(features))
    def forward(self, x):
        return x * self.scale + self.shift
