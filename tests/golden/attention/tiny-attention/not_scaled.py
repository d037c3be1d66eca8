# status: failed
# problem: value
# mistake: not-scaled

import torch
from torch import nn


class TinyAttention(nn.Module):
    def __init__(self, size):
        super().__init__()
        self.query = nn.Linear(size, size, bias=False)
        self.key = nn.Linear(size, size, bias=False)
        self.value = nn.Linear(size, size, bias=False)

    def forward(self, x):
        scores = self.query(x) @ self.key(x).transpose(-2, -1)
        later = torch.ones(x.shape[-2], x.shape[-2]).triu(diagonal=1).bool()
        weights = scores.masked_fill(later, float("-inf")).softmax(dim=-1)
        return weights @ self.value(x)
