# status: passed

import torch
from torch import nn


class TinyAttention(nn.Module):
    def __init__(self, size):
        super().__init__()
        for name in ("query", "key", "value"):
            setattr(self, name, nn.Linear(size, size, bias=False))
        self.scale = size**-0.5

    def forward(self, x):
        scores = torch.einsum("bid,bjd->bij", self.query(x), self.key(x)) * self.scale
        place = torch.arange(x.size(1))
        scores = torch.where(place[:, None] >= place, scores, -torch.inf)
        return torch.einsum("bij,bjd->bid", torch.softmax(scores, 2), self.value(x))
