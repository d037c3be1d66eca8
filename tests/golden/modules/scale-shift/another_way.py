# status: passed

import torch
from torch import nn


class ScaleShift(nn.Module):
    def __init__(self, features):
        super().__init__()
        self.register_parameter("scale", nn.Parameter(torch.full((features,), 1.0)))
        self.register_parameter("shift", nn.Parameter(torch.full((features,), 0.0)))

    def forward(self, x):
        return torch.addcmul(self.shift, x, self.scale)
