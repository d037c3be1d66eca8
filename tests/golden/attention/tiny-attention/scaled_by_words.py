# status: failed
# problem: value
# mistake: scaled-by-words

import torch
from torch import nn

class TinyAttention(nn.Module):
    def __init__(self, size):
        super().__init__()
        self.query = nn.Linear(size, size, bias=False)
        self.key = nn.Linear(size, size, bias=False)
        self.value = nn.Linear(size, size, bias=False)

    def forward(self, x):
        b, n, d = x.shape
        q, k, v = self.query(x), self.key(x), self.value(x)
        s = q @ k.transpose(-1, -2) / n ** 0.5
        mask = torch.tril(torch.ones(n, n))
        s = s.masked_fill(mask == 0, float("-inf"))
        return s.softmax(-1) @ v
