"""Errors of torch.nn: layers, losses, modules and their state."""

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

TABLE = """
linear-features        | layer(x) |
linear-features        | Net()(x) |
linear-features        | nn.Sequential(nn.Linear(3, 4), nn.ReLU(), nn.Linear(5, 1))(x) |
layer-dtype            | nn.Linear(3, 1)(x.double()) |
layer-dtype            | nn.Linear(3, 1)(torch.ones(2, 3, dtype=torch.int64)) |
layer-dtype            | nn.Conv2d(1, 2, 3)(picture.double()) |
layer-dtype            | nn.LSTM(3, 4)(x.double()) |
dtype-mix              | torch.addmm(torch.zeros(2), x.double(), x.T) |
dtype-mix              | F.linear(x.double(), x, torch.zeros(2)) |
bmm-dims               | torch.bmm(x, x) |
conv-dims              | nn.Conv2d(1, 2, 3)(x) |
conv-dims              | nn.Conv1d(1, 2, 3)(torch.zeros(3)) |
conv-dims              | nn.MaxPool2d(2)(x[0]) |
conv-dims              | nn.BatchNorm2d(3)(picture) |
conv-dims              | nn.BatchNorm1d(3)(torch.zeros(2, 3, 4, 5)) |
conv-channels          | nn.Conv2d(3, 8, 3)(torch.zeros(1, 1, 28, 28)) |
conv-channels          | nn.ConvTranspose2d(3, 8, 3)(torch.zeros(1, 1, 28, 28)) |
conv-groups            | nn.Conv2d(3, 8, 3, groups=2) |
kernel-too-large       | nn.Conv2d(1, 2, 3)(torch.zeros(1, 2, 2)) |
pool-too-small         | nn.MaxPool2d(2)(torch.zeros(1, 1, 1)) |
loss-batch             | F.cross_entropy(scores, torch.tensor([0, 1, 2])) |
loss-batch             | F.nll_loss(scores, torch.tensor([0, 1, 2])) |
class-target-dims      | F.cross_entropy(scores, torch.tensor([[0], [1]])) |
class-target-dtype     | F.cross_entropy(scores, torch.tensor([0.0, 1.0])) |
class-target-dtype     | F.cross_entropy(scores, torch.tensor([0, 1], dtype=torch.int32)) |
class-out-of-range     | F.cross_entropy(scores, torch.tensor([0, 5])) |
class-weights          | F.cross_entropy(scores, torch.tensor([0, 1]), weight=torch.ones(2)) |
target-size            | F.binary_cross_entropy_with_logits(torch.zeros(4, 1), torch.zeros(4)) |
target-size            | F.binary_cross_entropy(torch.rand(2), torch.rand(2, 1)) |
loss-dtype             | F.binary_cross_entropy(torch.rand(2), torch.tensor([0, 1])) |
one-sample-target      | F.nll_loss(torch.randn(3), torch.tensor([0, 1])) |
one-sample-target      | F.cross_entropy(torch.randn(3), torch.tensor([0, 1])) |
embedding-range        | nn.Embedding(3, 2)(torch.tensor([3])) |
embedding-range        | x.index_select(0, torch.tensor([7])) |
embedding-dtype        | nn.Embedding(3, 2)(torch.tensor([1.0])) |
rnn-input-size         | nn.LSTM(10, 4)(torch.zeros(5, 8)) |
rnn-dims               | nn.RNN(10, 4)(torch.zeros(1, 1, 5, 10)) |
rnn-dims               | nn.LSTM(10, 4)(torch.zeros(1, 1, 5, 10)) |
rnn-hidden             | nn.GRU(3, 4)(torch.zeros(5, 2, 3), torch.zeros(1, 7, 4)) |
batchnorm-one          | nn.BatchNorm1d(10)(torch.zeros(1, 10)) |
batchnorm-features     | nn.BatchNorm1d(3)(torch.zeros(2, 5)) |
batchnorm-eps          | F.batch_norm(x, None, None, training=True, eps=0.0) |
layernorm-shape        | nn.LayerNorm(5)(torch.zeros(4, 3)) |
attention-heads        | nn.MultiheadAttention(6, 4) |
attention-size         | a = torch.zeros(2, 3, 6); nn.MultiheadAttention(8, 2)(a, a, a) |
dropout-range          | nn.Dropout(2) |
dropout-range          | F.dropout(x, 3.0) |
no-super-init          | Late() |
no-super-init          | Late2() |
no-forward             | Bare()(x) |
state-dict-keys        | nn.Linear(2, 1).load_state_dict({}) |
state-dict-keys        | nn.Linear(2, 1, bias=False).load_state_dict(nn.Linear(2, 1).state_dict()) |
state-dict-shapes      | nn.Linear(2, 1).load_state_dict(nn.Linear(3, 1).state_dict()) |
state-dict-wanted      | nn.Linear(2, 1).load_state_dict(nn.Linear(3, 1)) |
not-a-module           | nn.Sequential(x) |
not-a-module           | nn.Sequential([nn.Linear(2, 1)]) |
not-a-module           | nn.Sequential(F.relu) |
not-a-module           | nn.ModuleList([3]) |
not-a-module           | nn.Sequential(nn.ReLU) |
parameter-wanted       | l = nn.Linear(2, 1); l.weight = torch.zeros(1, 2) |
size-integers          | nn.Linear(2.5, 1) |
size-integers          | nn.Linear(torch.tensor([2, 3]), 1) |
pad-length             | F.pad(torch.zeros(2), (1, 1, 1, 1)) |
class-target-dims      | F.cross_entropy(scores, torch.zeros(2, 3, dtype=torch.int64)) |
class-target-dims      | F.nll_loss(torch.zeros(2, 3, 4, 4), torch.tensor([0, 1])) |
class-target-dims      | F.cross_entropy(torch.zeros(2, 3, 4), torch.zeros(2, 5, dtype=torch.int64)) |
"""
