# status: passed
# remarks: loop-instead-of-broadcast

import torch
from torch import nn


class ScaleShift(nn.Module):
    def __init__(self, features):
        super().__init__()
        scale, shift = torch.ones(features), torch.zeros(features)
        self.scale, self.shift = nn.Parameter(scale), nn.Parameter(shift)

    def forward(self, x):
        return torch.stack([row * self.scale + self.shift for row in x])
