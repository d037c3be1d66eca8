# status: failed
# problem: value
# mistake: relu-left-out

from torch import nn


class BarNet(nn.Module):
    def __init__(self, channels, classes):
        super().__init__()
        self.conv = nn.Conv2d(1, channels, 3, padding=1)
        self.head = nn.Linear(channels * 16, classes)

    def forward(self, x):
        x = nn.functional.max_pool2d(self.conv(x), 2)
        return self.head(x.flatten(1))
