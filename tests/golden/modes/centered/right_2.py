# status: passed

import torch
from torch import nn


class Centered(nn.Module):
    def __init__(self, size):
        super().__init__()
        self.running_mean = nn.Parameter(torch.zeros(size), requires_grad=False)

    def forward(self, x):
        center = x.sum(0) / len(x) if self.training else self.running_mean
        if self.training:
            self.running_mean += 0.1 * (center - self.running_mean)
        return x - center
