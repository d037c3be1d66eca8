# status: error
# mistake: plain-list
# error: state-dict-keys

from itertools import pairwise
import torch
from torch import nn


class LayerStack(nn.Module):
    def __init__(self, sizes):
        super().__init__()
        self.layers = [nn.Linear(a, b) for a, b in pairwise(sizes)]

    def forward(self, x):
        for layer in self.layers[:-1]:
            x = torch.relu(layer(x))
        return self.layers[-1](x)
