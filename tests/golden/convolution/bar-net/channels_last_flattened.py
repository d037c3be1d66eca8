# status: failed
# problem: value
# mistake: channels-last-flattened

import torch
from torch import nn


class BarNet(nn.Module):
    def __init__(self, channels, classes):
        super().__init__()
        self.conv = nn.Conv2d(1, channels, 3, padding=1)
        self.head = nn.Linear(channels * 16, classes)

    def forward(self, x):
        x = nn.functional.max_pool2d(torch.relu(self.conv(x)), 2)
        return self.head(x.permute(0, 2, 3, 1).flatten(1))
