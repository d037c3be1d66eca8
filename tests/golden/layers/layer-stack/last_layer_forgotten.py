# status: error
# mistake: last-layer-forgotten
# error: state-dict-keys

from itertools import pairwise
import torch
from torch import nn


class LayerStack(nn.Module):
    def __init__(self, sizes):
        super().__init__()
        self.layers = nn.ModuleList(nn.Linear(a, b) for a, b in pairwise(sizes[:-1]))

    def forward(self, x):
        for layer in self.layers:
            x = torch.relu(layer(x))
        return x
