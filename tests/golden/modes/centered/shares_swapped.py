# status: failed
# problem: value
# mistake: shares-swapped

import torch
from torch import nn


class Centered(nn.Module):
    def __init__(self, size):
        super().__init__()
        self.running_mean = torch.zeros(size)

    def forward(self, x):
        if not self.training:
            return x - self.running_mean
        mean = x.mean(dim=0)
        self.running_mean = 0.1 * self.running_mean + 0.9 * mean
        return x - mean
