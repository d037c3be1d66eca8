"""The different values, the most frequent first; a stable sort keeps the order of equals."""

import torch

from lessons.authoring import Cases, Rng, also, exercise, hidden, mistake, shown, slow


@exercise(level="medium", minutes=10, operations="constant", forbids=("for", "while"))
def by_frequency(x):
    values, counts = x.unique(return_counts=True)
    return values[counts.argsort(descending=True, stable=True)]


def cases(rng: Rng) -> Cases:
    yield shown(torch.tensor([3, 1, 3, 2, 1, 3]))
    yield shown(torch.tensor([5, 4, 6]))
    for count in (1, 4, 9):
        yield hidden(rng.integers(count, low=0, high=5))
    yield hidden(torch.cat([rng.integers(20, low=0, high=7), torch.tensor([8, 8, 9])]))
    yield hidden(rng.noncontiguous(rng.integers(16, low=-4, high=4)))
    yield hidden(rng.integers(20, low=0, high=6), size="n")
    yield hidden(rng.integers(200, low=0, high=60), size="10n")


@also
def _(x):
    values, counts = x.unique(return_counts=True)
    return values[(-counts).sort(stable=True).indices]


@also
def _(x):
    values, group = x.unique(return_inverse=True)
    counts = torch.zeros_like(values).index_add(0, group, torch.ones_like(x))
    key = counts * len(values) - torch.arange(len(values))
    return values[key.argsort(descending=True)]


@mistake("rarest-first")
def _(x):
    values, counts = x.unique(return_counts=True)
    return values[counts.argsort(stable=True)]


@mistake("equals-backwards")
def _(x):
    values, counts = x.unique(return_counts=True)
    return values[counts.argsort(stable=True).flip(0)]


@mistake("counts-ignored")
def _(x):
    return x.unique()


@slow
def _(x):
    values = x.unique()
    counts = torch.stack([(x == value).sum() for value in values])
    return values[counts.argsort(descending=True, stable=True)]


@mistake("counts-returned")
def _(x):
    return x.unique(return_counts=True)[1].sort(descending=True).values


@mistake("order-returned")
def _(x):
    return x.unique(return_counts=True)[1].argsort(descending=True, stable=True)


@mistake("counts-returned-too")
def _(x):
    values, counts = x.unique(return_counts=True)
    order = counts.argsort(descending=True, stable=True)
    return values[order], counts[order]


@mistake("repeats-kept")
def _(x):
    _, group, counts = x.unique(return_inverse=True, return_counts=True)
    return x[counts[group].argsort(descending=True, stable=True)]
