"""The position of the first True in each row, or -1."""

import torch

from lessons.authoring import Cases, Rng, also, exercise, hidden, mistake, shown


@exercise(level="medium", minutes=8)
def first_hit(mask):
    return torch.where(mask.any(1), mask.int().argmax(1), -1)


def cases(rng: Rng) -> Cases:
    yield shown(
        torch.tensor([[False, True, True], [True, False, False], [False, False, False]]),
    )
    for rows, columns in rng.shapes(2, smallest=1):
        yield hidden(rng.uniform(rows, columns) < 0.4)
    few = rng.uniform(9, 5) < 0.15
    yield hidden(rng.noncontiguous(few))
    yield hidden(rng.uniform(0, 4) < 0.5)


@also
def _(mask):
    found = [row.index(True) if True in row else -1 for row in mask.tolist()]
    return torch.tensor(found, dtype=torch.int64)


@also
def _(mask):
    width = mask.shape[1]
    places = torch.where(mask, torch.arange(width), width)
    first = places.amin(1)
    return torch.where(first == width, -1, first)


@also
def _(mask):
    before = (mask.cumsum(1) == 0).sum(1)
    return before.masked_fill(before == mask.shape[1], -1)


@mistake("zero-for-none")
def _(mask):
    return mask.int().argmax(1)


@mistake("last-hit")
def _(mask):
    last = mask.shape[1] - 1 - mask.int().flip(1).argmax(1)
    return torch.where(mask.any(1), last, -1)


@mistake("counted-from-one")
def _(mask):
    return torch.where(mask.any(1), mask.int().argmax(1) + 1, -1)


@mistake("hits-counted")
def _(mask):
    return mask.sum(dim=1)


@mistake("hits-counted")
def _(mask):
    return mask.int().sum(1)


@mistake("all-hits")
def _(mask):
    return mask.nonzero()


@mistake("all-hits")
def _(mask):
    return mask.nonzero()[:, 1]


@mistake("zero-is-none")
def _(mask):
    first = mask.int().argmax(dim=1)
    first[first == 0] = -1
    return first


@mistake("zero-is-none")
def _(mask):
    first = mask.int().argmax(dim=1)
    return torch.where(first == 0, -1, first)


@mistake("columns-instead")
def _(mask):
    return torch.where(mask.any(0), mask.int().argmax(0), -1)


@mistake("columns-instead")
def _(mask):
    return torch.where(mask.any(dim=0), mask.float().argmax(dim=0), -1)


@mistake("width-for-none")
def _(mask):
    width = mask.shape[1]
    return torch.where(mask, torch.arange(width), width).amin(1)
