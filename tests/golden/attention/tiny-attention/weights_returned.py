# status: failed
# problem: value
# mistake: weights-returned

import torch
from torch import nn

class TinyAttention(nn.Module):
    def __init__(self, size):
        super().__init__()
        self.size = size
        self.query = nn.Linear(size, size, bias=False)
        self.key = nn.Linear(size, size, bias=False)
        self.value = nn.Linear(size, size, bias=False)

    def forward(self, x):
        q, k, v = self.query(x), self.key(x), self.value(x)
        s = q @ k.transpose(1, 2) / self.size ** 0.5
        n = x.shape[1]
        s = s.masked_fill(torch.triu(torch.ones(n, n), 1).bool(), float("-inf"))
        return s.softmax(-1)
