"""Which rows of one table are equal to which rows of another."""

import torch

from lessons.authoring import Cases, Rng, also, exercise, hidden, mistake, shown


@exercise(level="hard", minutes=12, forbids=("for", "while"))
def same_rows(a, b):
    return (a[:, None, :] == b).all(dim=-1)


def cases(rng: Rng) -> Cases:
    yield shown(
        torch.tensor([[1, 2], [3, 4], [5, 6]]),
        torch.tensor([[3, 4], [1, 6]]),
    )
    for rows, others, columns in ((1, 1, 1), (1, 4, 2), (6, 1, 2), (5, 5, 3), (9, 7, 2)):
        a = rng.integers(rows, columns, low=0, high=2)
        yield hidden(a, rng.integers(others, columns, low=0, high=2))
    a = rng.noncontiguous(rng.integers(6, 2, low=0, high=3))
    yield hidden(a, rng.noncontiguous(rng.integers(5, 2, low=0, high=3)))
    yield hidden(rng.integers(0, 2), rng.integers(3, 2))


@also
def _(a, b):
    return (a[:, None] != b[None]).sum(2) == 0


@also
def _(a, b):
    same = (a[:, None] == b).long()
    return torch.einsum("ijk->ij", same) == a.shape[1]


@also
def _(a, b):
    return torch.cdist(a.double(), b.double(), p=1) == 0


@also
def _(a, b):
    return (a[:, None] == b).prod(-1).bool()


@mistake("one-is-enough")
def _(a, b):
    return (a[:, None, :] == b).any(dim=-1)


@mistake("still-by-element")
def _(a, b):
    return a[:, None, :] == b


@mistake("same-sum")
def _(a, b):
    return a.sum(1)[:, None] == b.sum(1)


@mistake("wrong-dimension")
def _(a, b):
    return (a[:, None] == b).all(dim=1)


@mistake("wrong-dimension")
def _(a, b):
    return (a[:, None] == b).all(dim=0)


@mistake("matches-counted")
def _(a, b):
    return (a[:, None] == b).sum(-1)


@mistake("first-column-only")
def _(a, b):
    return a[:, 0][:, None] == b[:, 0]


@mistake("first-column-only")
def _(a, b):
    return a[:, :1] == b[:, 0]
