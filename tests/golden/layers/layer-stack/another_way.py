# status: passed

from torch import nn


class LayerStack(nn.Module):
    def __init__(self, sizes):
        super().__init__()
        self.layers = nn.ModuleList()
        for n in range(len(sizes) - 1):
            self.layers.append(nn.Linear(sizes[n], sizes[n + 1]))

    def forward(self, x):
        for n, layer in enumerate(self.layers):
            if n > 0:
                x = x.clamp(min=0)
            x = layer(x)
        return x
