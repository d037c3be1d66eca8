# status: failed
# problem: value
# mistake: memory-in-training

import torch
from torch import nn


class Centered(nn.Module):
    def __init__(self, size):
        super().__init__()
        self.running_mean = torch.zeros(size)

    def forward(self, x):
        if self.training:
            self.running_mean = 0.9 * self.running_mean + 0.1 * x.mean(dim=0)
        return x - self.running_mean
