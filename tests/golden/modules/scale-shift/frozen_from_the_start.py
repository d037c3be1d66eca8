# status: failed
# problem: value
# mistake: frozen-from-the-start

import torch
from torch import nn


class ScaleShift(nn.Module):
    def __init__(self, features):
        super().__init__()
        self.scale = nn.Parameter(torch.ones(features), requires_grad=False)
        self.shift = nn.Parameter(torch.zeros(features), requires_grad=False)

    def forward(self, x):
        return x * self.scale + self.shift
