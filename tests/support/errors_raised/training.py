"""Errors of torch.optim and torch.utils.data."""

from tests.support.errors_raised import read_table

HEAD = """\
import warnings
import torch
from torch import nn
from torch.optim import SGD, Adam, LBFGS, lr_scheduler
from torch.optim.lr_scheduler import OneCycleLR, StepLR
from torch.utils.data import DataLoader, Dataset, TensorDataset, random_split
strict = lambda: warnings.simplefilter("error")

class NoItems(Dataset):
    def __len__(self):
        return 2

class NoLength(Dataset):
    def __getitem__(self, i):
        return i

def f():
    w = torch.zeros(2, requires_grad=True)
    sgd = SGD([w], lr=0.1)
    x = torch.zeros(4, 3)
"""

TABLE = read_table("training")
