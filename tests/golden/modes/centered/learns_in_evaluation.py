# status: failed
# problem: value
# mistake: learns-in-evaluation

import torch
from torch import nn


class Centered(nn.Module):
    def __init__(self, size):
        super().__init__()
        self.running_mean = torch.zeros(size)

    def forward(self, x):
        mean = x.mean(dim=0)
        center = mean if self.training else self.running_mean
        self.running_mean = 0.9 * self.running_mean + 0.1 * mean
        return x - center
