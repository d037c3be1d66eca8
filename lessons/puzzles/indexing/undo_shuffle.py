"""The inverse of a permutation: write through the index instead of reading through it."""

import torch

from lessons.authoring import Cases, Rng, also, exercise, hidden, mistake, shown


@exercise(level="medium", minutes=8)
def undo_shuffle(shuffled, order):
    original = torch.zeros_like(shuffled)
    original[order] = shuffled
    return original


def cases(rng: Rng) -> Cases:
    yield shown(torch.tensor([30, 10, 40, 20]), torch.tensor([2, 0, 3, 1]))
    for count in (0, 1, 2, 5, 8, 40):
        order = rng.distinct(count, dtype=torch.int64)
        yield hidden(rng.normal(count)[order], order)
    order = rng.distinct(9, dtype=torch.int64)
    yield hidden(rng.noncontiguous(rng.distinct(9)), rng.noncontiguous(order))


@also
def _(shuffled, order):
    original = torch.zeros_like(shuffled)
    for i, place in enumerate(order):
        original[place] = shuffled[i]
    return original


@also
def _(shuffled, order):
    return shuffled[order.argsort()]


@also
def _(shuffled, order):
    return torch.zeros_like(shuffled).scatter(0, order, shuffled)


@mistake("shuffled-again")
def _(shuffled, order):
    return shuffled[order]


@mistake("sorted-instead")
def _(shuffled, order):
    return shuffled.sort().values


@mistake("positions-of-values")
def _(shuffled, order):
    return order[shuffled.argsort()]


@mistake("positions-returned")
def _(shuffled, order):
    return order.argsort()


@mistake("order-returned")
def _(shuffled, order):
    return order
