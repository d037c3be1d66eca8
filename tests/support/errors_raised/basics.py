"""The commonest errors, of every area."""

from tests.support.errors_raised import read_table

HEAD = """\
import torch, numpy as np
import torch.nn.functional as F
def f():
    x = torch.randn(2, 3)
    w = torch.randn(2, 3, requires_grad=True)
    i = torch.arange(6).reshape(2, 3)
    meta = torch.zeros(2, device="meta")
    a, nothing, items = np.zeros((2, 3)), None, [1, 2]
"""

TABLE = read_table("basics")
