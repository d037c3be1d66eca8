# status: error
# mistake: plain-tensors
# error: state-dict-keys

import torch
from torch import nn


class ScaleShift(nn.Module):
    def __init__(self, features):
        super().__init__()
        self.scale = torch.ones(features)
        self.shift = torch.zeros(features)

    def forward(self, x):
        return x * self.scale + self.shift
