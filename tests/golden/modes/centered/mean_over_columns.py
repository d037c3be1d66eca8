# status: failed
# problem: value
# mistake: mean-over-columns

import torch
from torch import nn


class Centered(nn.Module):
    def __init__(self, size):
        super().__init__()
        self.running_mean = torch.zeros(size)

    def forward(self, x):
        if not self.training:
            return x - self.running_mean
        mean = x.mean()
        self.running_mean = 0.9 * self.running_mean + 0.1 * mean
        return x - mean
