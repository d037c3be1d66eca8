"""Errors of NumPy."""

HEAD = """\
import numpy as np
import torch
def f():
    a, b = np.arange(6.0).reshape(2, 3), np.array([1, 2, 3])
    fixed = np.broadcast_to(b, (2, 3))
    x = torch.ones(2, 3)
"""

TABLE = """
ragged-list            | np.array([[1, 2], [3]]) |
assign-shape           | a[0, :2] = b | target=(2,) given=(3,)
matmul-shapes          | np.dot(a, a) |
matmul-scalar          | a @ 3 |
np-concatenate         | np.concatenate([a, a[:, :2]]) |
np-concatenate         | np.concatenate([a, b]) |
np-stack               | np.stack([a, b]) |
np-axis                | a.sum(axis=2) |
np-axis                | np.concatenate([b, b], axis=1) |
np-text                | np.array(["a"]) + b |
cast-in-place          | b += 1.5 | result=float64 dtype=int64
np-mask                | b[np.array([True, False])] |
singular-matrix        | np.linalg.inv(np.ones((2, 2))) |
square-matrix          | np.linalg.inv(a) |
np-read-only           | fixed[0, 0] = 3 |
float-as-index         | a[np.array([0.5])] |
float-as-index         | range(np.float64(2.5)) |
np-squeeze             | a.squeeze(0) |
np-transpose           | a.transpose(0, 1, 2) |
empty-reduction        | np.array([]).max() |
empty-reduction        | np.array([]).argmax() |
nan-to-integer         | int(np.nan) |
np-choice              | np.random.choice(3, 5, replace=False) |
np-probabilities       | np.random.choice(2, p=[0.5, 0.1]) |
many-to-number         | a.item() |
np-dtype-name          | np.zeros(2, dtype="flaot32") |
np-torch-dtype         | np.zeros(2, dtype=torch.float32) |
np-old-alias           | np.float(3) |
np-old-alias           | np.int |
array-as-integer       | np.concatenate(b, b) |
array-as-integer       | [1, 2, 3][b] |
integer-power          | b ** -1 |
minus-of-bool          | (a > 1) - (a > 2) |
minus-of-bool          | -(a > 1) |
caret                  | a ^ 2 |
np-ufunc-types         | np.isnan(np.array(["a"])) |
np-ufunc-types         | a & a |
np-objects             | np.sqrt(np.array([None, 2])) |
size-integers          | np.zeros(torch.tensor([2, 3]).float()) |
integer-wanted         | np.zeros("a") |
np-dtype-wanted        | np.zeros(2, 3) |
from-numpy             | torch.from_numpy(np.float32(2)) |
index-shapes           | a[[0, 1], [0, 1, 2]] |
numpy-broadcast        | a + a.T |
index-of-number        | np.array(3)[0] |
loop-over-number       | len(np.array(3)) |
loop-over-number       | list(np.array(3)) |
"""
