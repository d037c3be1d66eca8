"""Errors of torch.optim and torch.utils.data."""

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

TABLE = """
optimizer-empty        | SGD([], lr=0.1) |
optimizer-empty        | SGD(nn.ReLU().parameters(), lr=0.1) |
optimizer-tensor       | SGD(w, lr=0.1) |
optimizer-item         | SGD([3], lr=0.1) |
optimizer-item         | SGD([[w]], lr=0.1) |
optimizer-non-leaf     | SGD([w * 2], lr=0.1) |
optimizer-value        | SGD([w], lr=-0.1) |
optimizer-value        | SGD([w], lr=0.1, momentum=-1) |
optimizer-value        | SGD([w], lr=0.1, weight_decay=-1) |
optimizer-value        | Adam([w], betas=(2, 0.9)) |
optimizer-twice        | SGD([{"params": [w]}, {"params": [w]}], lr=0.1) |
optimizer-nesterov     | SGD([w], lr=0.1, nesterov=True) |
optimizer-closure      | LBFGS([w]).step() |
scheduler-of           | StepLR(0.1, 3) |
scheduler-resume       | StepLR(sgd, 3, last_epoch=4) |
scheduler-metric       | lr_scheduler.ReduceLROnPlateau(sgd).step() |
scheduler-steps        | s = OneCycleLR(sgd, 0.1, total_steps=2); [s.step() for _ in range(3)] |
scheduler-order        | s = StepLR(sgd, 3); strict(); s.step() |
target-size            | strict(); nn.MSELoss()(torch.zeros(4, 1), torch.zeros(4)) |
grad-of-result         | y = w * 2; strict(); y.grad |
loader-empty           | DataLoader([], shuffle=True) |
loader-batch-size      | DataLoader(x, batch_size=0) |
loader-sampler         | DataLoader(x, shuffle=True, sampler=range(4)) |
loader-next            | next(DataLoader(x)) |
not-an-iterator        | next([1, 2]) |
loader-index           | DataLoader(x)[0] |
collate-none           | next(iter(DataLoader([None, None]))) |
collate-type           | next(iter(DataLoader([SGD, SGD]))) |
collate-sizes          | next(iter(DataLoader([x, x[0]], batch_size=2))) |
collate-sizes          | next(iter(DataLoader([[1, 2], [3]], batch_size=2))) |
dataset-getitem        | NoItems()[0] |
no-len                 | DataLoader(NoLength(), shuffle=True) |
no-len                 | len(NoLength()) |
dataset-sizes          | TensorDataset(x, torch.zeros(3)) |
split-lengths          | random_split(TensorDataset(x), [1, 2]) |
"""
