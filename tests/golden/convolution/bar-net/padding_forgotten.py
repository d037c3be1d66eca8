# status: failed
# problem: value
# mistake: padding-forgotten

import torch
from torch import nn
class BarNet(nn.Module):
    def __init__(self, channels, classes):
        super().__init__()
        self.conv = nn.Conv2d(1, channels, 3)
        self.head = nn.Linear(channels * 9, classes)
    def forward(self, x):
        x = nn.functional.max_pool2d(torch.relu(self.conv(x)), 2)
        return self.head(torch.flatten(x, 1))
