# status: failed
# problem: value
# mistake: function-moved

import torch
from torch import nn


class BarNet(nn.Module):
    def __init__(self, channels, classes):
        super().__init__()
        self.conv = nn.Conv2d(1, channels, 3, padding=1)
        self.pool = nn.MaxPool2d(2)
        self.head = nn.Linear(channels * 4 * 4, classes)

    def forward(self, x):
        x = self.pool(self.conv(x))
        x = self.head(x.flatten(1))
        return torch.relu(x)
