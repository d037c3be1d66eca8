"""Errors of Python's own types and functions."""

from tests.support.errors_raised import read_table

HEAD = """\
import math
import torch

class Plain:
    pass

class Wrong:
    def __init__(self):
        return 3

def double(x):
    return 2 * x

def f(*_):
    text, numbers, pair, table = "abc", [1, 2], (1, 2), {"a": 1}
    x = torch.ones(2, 3)
"""

TABLE = read_table("python")
