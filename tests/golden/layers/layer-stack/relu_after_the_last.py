# status: failed
# problem: value
# mistake: relu-after-the-last

from itertools import pairwise
import torch
from torch import nn


class LayerStack(nn.Module):
    def __init__(self, sizes):
        super().__init__()
        self.layers = nn.ModuleList(nn.Linear(a, b) for a, b in pairwise(sizes))

    def forward(self, x):
        for layer in self.layers:
            x = torch.relu(layer(x))
        return x
