"""The trace of a matrix product without the product."""

import torch

from lessons.authoring import Cases, Rng, also, exercise, hidden, mistake, shown, slow


@exercise(level="easy", minutes=5, allows=("einsum",), tolerance=(1e-4, 1e-4))
def trace_of_product(a, b):
    return torch.einsum("ij,ji->", a, b)


def cases(rng: Rng) -> Cases:
    yield shown(torch.tensor([[1.0, 2.0], [3.0, 4.0]]), torch.tensor([[0.0, 1.0], [10.0, 100.0]]))
    for rows, columns in ((1, 1), (1, 4), (3, 1), (5, 5), (3, 8)):
        yield hidden(rng.normal(rows, columns), rng.normal(columns, rows))
    yield hidden(rng.noncontiguous(rng.normal(4, 4)), rng.normal(4, 4))


@also
def _(a, b):
    return torch.einsum("ii->", torch.einsum("ij,jk->ik", a, b))


@also
def _(a, b):
    return torch.einsum("ij,ij->", a, torch.einsum("ji->ij", b))


@mistake("same-places")
def _(a, b):
    return torch.einsum("ij,ij->", a, b)


@mistake("everything-summed")
def _(a, b):
    return torch.einsum("ij,jk->", a, b)


@mistake("diagonal-returned")
def _(a, b):
    return torch.einsum("ij,ji->i", a, b)


@slow
def _(a, b):
    return (a * b.T).sum()
