# status: failed
# problem: value
# mistake: divided-as-well

import torch
from torch import nn
class Centered(nn.Module):
    def __init__(self, size):
        super().__init__()
        self.running_mean = torch.zeros(size)
    def forward(self, x):
        if self.training:
            mean = x.mean(dim=0)
            self.running_mean = 0.9 * self.running_mean + 0.1 * mean
            return (x - mean) / x.std(dim=0)
        return x - self.running_mean
