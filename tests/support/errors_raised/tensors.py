"""Errors of tensors, their gradients, and of files and transforms of torch."""

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

TABLE = """
join-nothing           | torch.stack([]) |
join-nothing           | torch.cat([]) |
list-of-tensors        | torch.cat([1, 2]) |
list-of-tensors        | torch.stack([x, 3]) |
cat-of-numbers         | torch.cat([torch.tensor(1), torch.tensor(2)]) |
cat-sizes              | torch.cat([x, torch.zeros(4, 4)]) |
cat-sizes              | torch.cat([x, torch.zeros(2)]) |
two-minus-ones         | x.reshape(-1, -1) |
reshape-empty          | torch.zeros(0).reshape(0, -1) |
repeat-dims            | x.repeat(2) |
negative-step          | x[::-1] |
index-shapes           | x[torch.tensor([0, 1]), torch.tensor([0, 1, 2])] |
unflatten-sizes        | x.unflatten(1, (2, 2)) |
einsum-operands        | torch.einsum("ij,jk->ik", x) |
einsum-operands        | torch.einsum("ij->i", x, x) |
einsum-sizes           | torch.einsum("ij,jk->ik", x, x) |
einsum-dims            | torch.einsum("ijk->i", x) |
einsum-output          | torch.einsum("ij->k", x) |
one-dimension-wanted   | torch.outer(x, x) |
cross-length           | torch.linalg.cross(x[:, :2], x[:, :2]) |
square-matrix          | torch.linalg.inv(x) |
square-matrix          | torch.linalg.det(x) |
singular-matrix        | torch.linalg.inv(torch.ones(2, 2)) |
singular-matrix        | torch.linalg.solve(torch.zeros(2, 2), torch.zeros(2)) |
not-positive-definite  | torch.linalg.cholesky(-torch.eye(2)) |
needs-float            | i.norm() |
needs-float            | torch.linalg.vector_norm(i) |
needs-float            | i.std() |
needs-float            | i.var() |
needs-float            | i.quantile(0.5) |
needs-float            | torch.cdist(i, i) |
needs-float            | i.mean() |
diag-dims              | torch.diag(cube) |
cdist-columns          | torch.cdist(x, torch.zeros(2, 4)) |
index-dtype            | x.gather(1, x) |
index-dtype            | x.index_select(0, torch.tensor([0.0])) |
index-dtype            | F.one_hot(x) |
gather-dims            | x.gather(1, torch.tensor([0])) |
gather-sizes           | x.gather(1, torch.zeros(5, 1, dtype=torch.int64)) |
scatter-dtype          | x.scatter(1, i % 3, i) |
one-hot-classes        | F.one_hot(torch.tensor([0, 3]), 2) |
one-hot-classes        | F.one_hot(torch.tensor([0, -1])) |
minus-of-bool          | mask - mask |
minus-of-bool          | -mask |
minus-of-bool          | 1 - mask |
bincount               | torch.bincount(x) |
multinomial            | torch.multinomial(-x[0], 1) |
multinomial            | torch.multinomial(torch.zeros(3), 1) |
multinomial-count      | torch.multinomial(x[1], 7) |
randint-order          | torch.randint(5, 2, (3,)) |
size-integers          | torch.rand([2, 3.5]) |
size-integers          | torch.rand(2, 3.5) |
size-integers          | torch.randn(2, "3") |
no-number              | torch.tensor([1, "a"]) |
too-big                | torch.tensor(2 ** 70) |
too-big                | torch.full((2,), 300, dtype=torch.int8) |
dtype-as-text          | x.to("float32") |
dtype-as-text          | x.type("float") |
unknown-device         | x.to("gpu") | device=gpu
unknown-device         | x.to("nowhere") |
no-mps                 | x.to("mps") |
no-rounding            | round(x) |
no-rounding            | round([1]) |
format-of-many         | f"{x:.2f}" |
topk-range             | x.topk(7) |
topk-range             | x.kthvalue(7) |
split-sizes            | x.split([1, 3], dim=1) |
narrow-range           | x.narrow(0, 1, 5) |
index-out-of-range     | x.select(0, 5) |
take-range             | x.take(torch.tensor([10])) |
dimension-twice        | x.sum((0, 0)) |
quantile-range         | x.quantile(3.0) |
backward-shape         | w.backward(torch.ones(3)) |
backward-shape         | torch.autograd.grad(w * 2, w, torch.ones(3)) |
view-in-place          | a, b = (w * 2).unbind(); a += 1 |
retain-grad            | x.retain_grad() |
grad-assigned          | w.grad = torch.zeros(3) |
grad-assigned          | w.grad = 0 |
grad-assigned          | w.grad = torch.zeros(2, 3, dtype=torch.float64) |
data-dtype             | w.data = torch.zeros(2, 3, dtype=torch.int64) |
grad-of-integers       | i.requires_grad = True |
deepcopy-of-result     | copy.deepcopy(w * 2) |
func-grad-of-many      | torch.func.grad(lambda a: a * 2)(x) |
vmap-sizes             | torch.vmap(torch.add)(x, x.T) |
vmap-item              | torch.vmap(lambda a: a.sum().item())(x) |
vmap-branch            | torch.vmap(lambda a: a if a.sum() > 0 else -a)(x) |
anomaly-nan            | s = torch.zeros(1, requires_grad=True); watched((s.sqrt() * 0).backward) |
function-gradients     | Doubled.apply(w, w).sum().backward() |
function-backward      | NoWayBack.apply(w).sum().backward() |
default-dtype          | torch.set_default_dtype(torch.int64) |
default-dtype          | torch.set_default_dtype("float32") |
statistics-of-tensors  | statistics.mean([x, x]) |
jit-source             | torch.jit.script(lambda a: a) |
load-broken            | torch.load(io.BytesIO(b"abc"), weights_only=False) |
load-weights-only      | b = io.BytesIO(); torch.save(Path("a"), b); b.seek(0); torch.load(b) |
square-matrix          | torch.matrix_power(x, 2) |
size-integers          | torch.empty([torch.ones(2), 2]) |
size-integers          | x.reshape((3, 2.0)) |
mask-dtype             | torch.where(x, 1, 2) |
clamp-bounds           | torch.clamp(x) |
positive-count         | x.chunk(0) |
positive-count         | torch.linspace(0, 1, -1) |
division-by-zero       | i % 0 |
random-parameters      | torch.normal(0.0, -1.0, (2,)) |
random-parameters      | torch.bernoulli(x) |
random-parameters      | torch.distributions.Normal(0, -1) |
init-dims              | torch.nn.init.xavier_uniform_(torch.zeros(2)) |
too-few-dims           | torch.tril(x[0]) |
masked-fill-value      | x.masked_fill(mask, x) |
flatten-order          | cube.flatten(1, 0) |
index-count            | x.index_add(0, torch.tensor([0]), x) |
index-count            | x[0].repeat_interleave(torch.tensor([1, 2])) |
linalg-shapes          | torch.linalg.solve(torch.eye(2), torch.zeros(3)) |
linalg-shapes          | torch.linalg.multi_dot([x, x]) |
linalg-shapes          | torch.tensordot(x, x, dims=1) |
func-tensors           | torch.func.grad(lambda a: 3)(x) |
func-tensors           | torch.func.jacrev(lambda a: 3)(x) |
func-tensors           | torch.vmap(lambda a: 3)(x) |
func-tensors           | torch.vmap(lambda a: a)(3) |
func-tensors           | torch.autograd.functional.jacobian(lambda a: 3, x) |
unpack-count           | p, q, r = x | n=3
"""
