"""Squared distances of all pairs from dot products alone: |a - b|² = |a|² + |b|² - 2ab."""

import torch

from lessons.authoring import Cases, Rng, also, exercise, hidden, mistake, shown, slow


@exercise(level="hard", minutes=20, allows=("einsum",), tolerance=(1e-3, 1e-3))
def squared_distances(a, b):
    a_squared = torch.einsum("id,id->i", a, a)
    b_squared = torch.einsum("jd,jd->j", b, b)
    return a_squared[:, None] + b_squared - 2 * torch.einsum("id,jd->ij", a, b)


def cases(rng: Rng) -> Cases:
    a = torch.tensor([[0.0, 0.0], [3.0, 4.0]])
    yield shown(a, torch.tensor([[0.0, 1.0], [3.0, 0.0], [1.0, 1.0]]))
    for many, few, depth in ((1, 1, 1), (4, 2, 3), (3, 3, 3), (2, 5, 8), (0, 3, 2), (3, 0, 2)):
        yield hidden(rng.normal(many, depth), rng.normal(few, depth))
    yield hidden(rng.noncontiguous(rng.normal(4, 3)), rng.normal(2, 3))


@also
def _(a, b):
    squares = torch.einsum("id,id->i", a, a)[:, None] + torch.einsum("jd,jd->j", b, b)[None]
    return squares - torch.einsum("id,jd->ij", a + a, b)


@also
def _(a, b):
    difference = a[:, None] - b
    return torch.einsum("ijd,ijd->ij", difference, difference)


@mistake("mixed-term-once")
def _(a, b):
    a_squared = torch.einsum("id,id->i", a, a)
    b_squared = torch.einsum("jd,jd->j", b, b)
    return a_squared[:, None] + b_squared - torch.einsum("id,jd->ij", a, b)


@mistake("mixed-term-added")
def _(a, b):
    a_squared = torch.einsum("id,id->i", a, a)
    b_squared = torch.einsum("jd,jd->j", b, b)
    return a_squared[:, None] + b_squared + 2 * torch.einsum("id,jd->ij", a, b)


@mistake("squares-missing")
def _(a, b):
    return torch.einsum("id,jd->ij", a, b)


@slow
def _(a, b):
    return ((a[:, None] - b) ** 2).sum(2)
