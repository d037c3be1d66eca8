"""Errors of torch.nn: layers, losses, modules and their state."""

from tests.support.errors_raised import read_table

HEAD = """\
import torch
from torch import nn
import torch.nn.functional as F

class Bare(nn.Module):
    pass

class Late(nn.Module):
    def __init__(self):
        self.layer = nn.Linear(2, 1)

class Late2(nn.Module):
    def __init__(self):
        self.w = nn.Parameter(torch.zeros(2))

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.first = nn.Linear(3, 4)
        self.second = nn.Linear(5, 1)
    def forward(self, x):
        return self.second(self.first(x))

def f():
    x = torch.randn(2, 3)
    picture = torch.randn(1, 28, 28)
    scores = torch.randn(2, 3)
    layer = nn.Linear(4, 1)
"""

TABLE = read_table("nn")
