"""Positions that sort x. Where values are equal, any order of their positions is right."""

import torch

from lessons.authoring import Cases, Rng, accepts, also, exercise, hidden, mistake, shown


@exercise()
def sorting_order(x):
    return torch.argsort(x, stable=True)


@accepts
def _(order, x):
    if not torch.equal(order.sort().values, torch.arange(len(x))):
        return "not-each-once"
    if not torch.equal(x[order], x.sort().values):
        return "not-sorted"
    return None


def cases(rng: Rng) -> Cases:
    yield shown(torch.tensor([2, 1, 2, 0]))
    for count in (1, 5, 12):
        yield hidden(rng.integers(count, low=0, high=4))
    yield hidden(rng.integers(30, low=0, high=9))


@also
def _(x):
    return torch.argsort(x.flip(0), stable=True).sub(len(x) - 1).neg()


@also
def _(x):
    return torch.tensor(sorted(range(len(x)), key=lambda i: int(x[i])))


@mistake("not-each-once")
def _(x):
    return x.sort().values


@mistake("not-sorted")
def _(x):
    return torch.argsort(x, descending=True)
