"""Errors of tensors, their gradients, and of files and transforms of torch."""

from tests.support.errors_raised import read_table

HEAD = """\
import copy, io, statistics
from pathlib import Path
import torch
import torch.nn.functional as F

class Doubled(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a, b):
        return a * b
    @staticmethod
    def backward(ctx, grad):
        return grad

class NoWayBack(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a):
        return a * 2

def watched(call):
    with torch.autograd.detect_anomaly(check_nan=True):
        call()

def f():
    x = torch.arange(6.0).reshape(2, 3)
    i = torch.arange(6).reshape(2, 3)
    w = torch.ones(2, 3, requires_grad=True)
    mask = x > 2
    cube = torch.zeros(2, 3, 4)
"""

TABLE = read_table("tensors")
