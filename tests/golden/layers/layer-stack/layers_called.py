# status: error
# error: layers-called
# en: `self.layers` is a `ModuleList`: it only keeps layers, and does not know in which order they work. Go through it, `for layer in …: x = layer(x)`; or let `nn.Sequential(*layers)` do so.
# ja: `self.layers` は `ModuleList` で、層をしまっておくだけのものです。どの順に計算するかは知らないので、呼び出せません。`for layer in …: x = layer(x)` のようにループで一つずつ呼ぶか、`nn.Sequential(*layers)` にまとめます。

from itertools import pairwise
import torch
from torch import nn


class LayerStack(nn.Module):
    def __init__(self, sizes):
        super().__init__()
        self.layers = nn.ModuleList(nn.Linear(a, b) for a, b in pairwise(sizes))

    def forward(self, x):
        return self.layers(x)
