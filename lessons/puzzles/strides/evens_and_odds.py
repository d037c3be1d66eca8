"""Even and odd places in two rows, as a view: split the dimension, then turn."""

import torch

from lessons.authoring import Cases, Rng, also, exercise, hidden, mistake, shown


@exercise(level="easy", minutes=5, shares_memory_with="x")
def evens_and_odds(x):
    return x.unflatten(0, (-1, 2)).T


def cases(rng: Rng) -> Cases:
    yield shown(torch.arange(20, 26))
    for pairs in (1, 2, 3, 8, 15):
        yield hidden(rng.normal(2 * pairs))
    yield hidden(rng.noncontiguous(rng.normal(10)))
    yield hidden(rng.integers(12, low=20, high=100))


@also
def _(x):
    return x.view(-1, 2).transpose(0, 1)


@also
def _(x):
    step = x.stride(0)
    return x.as_strided((2, len(x) // 2), (step, 2 * step))


@mistake("two-halves")
def _(x):
    return x.view(2, -1)


@mistake("copied-places")
def _(x):
    return torch.stack([x[::2], x[1::2]])


@mistake("pairs-in-rows")
def _(x):
    return x.view(-1, 2)


@mistake("sorted-by-value")
def _(x):
    return torch.stack([x[x % 2 == 0], x[x % 2 == 1]])
