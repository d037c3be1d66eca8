"""Errors of NumPy."""

from tests.support.errors_raised import read_table

HEAD = """\
import numpy as np
import torch
def f():
    a, b = np.arange(6.0).reshape(2, 3), np.array([1, 2, 3])
    fixed = np.broadcast_to(b, (2, 3))
    x = torch.ones(2, 3)
"""

TABLE = read_table("arrays")
