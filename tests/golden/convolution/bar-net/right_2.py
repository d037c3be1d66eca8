# status: passed

from torch import nn


class BarNet(nn.Module):
    def __init__(self, channels, classes):
        super().__init__()
        self.conv = nn.Conv2d(1, channels, (3, 3), padding=(1, 1))
        self.head = nn.Linear(16 * channels, classes)

    def forward(self, x):
        maps = self.conv(x).clamp(min=0)
        blocks = maps.unfold(2, 2, 2).unfold(3, 2, 2)
        return self.head(blocks.amax(dim=(4, 5)).flatten(1))
