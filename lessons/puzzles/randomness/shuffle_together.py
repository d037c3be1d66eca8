"""Data and labels in the same random order: one permutation for both."""

import torch

from lessons.authoring import Cases, Rng, accepts, also, exercise, hidden, mistake, shown


@exercise(level="medium", minutes=6, calls=2)
def shuffle_together(x, y):
    order = torch.randperm(len(x))
    return x[order], y[order]


@accepts
def _(result, x, y, again):
    shuffled, labels = result
    same = shuffled[:, None] == x
    if not torch.equal(same.sum(0), torch.ones(len(x), dtype=torch.int64)):
        return "drawn-more-than-once"
    place = same.int().argmax(1)
    if not torch.equal(labels, y[place]):
        return "torn-apart"
    if len(x) >= 12 and torch.equal(place, torch.arange(len(x))):
        return "not-shuffled"
    if len(x) >= 12 and torch.equal(shuffled, again[0]):
        return "same-order-again"
    return None


def cases(rng: Rng) -> Cases:
    yield shown(10 * torch.arange(15.0), torch.arange(15))
    yield hidden(torch.tensor([5.0]), torch.tensor([1]))
    for count in (2, 5, 30, 100):
        yield hidden(rng.distinct(count), rng.integers(count, low=0, high=10))
    yield hidden(rng.distinct(40), rng.normal(40, 3))
    yield hidden(rng.noncontiguous(rng.distinct(25)), rng.integers(25, low=0, high=9))


@also
def _(x, y):
    order = torch.rand(len(x)).argsort()
    return x[order], y[order]


@also
def _(x, y):
    places = torch.multinomial(torch.ones(len(x)), len(x))
    return x.index_select(0, places), y.index_select(0, places)


@also
def _(x, y):
    order = list(range(len(x)))
    for last in range(len(x) - 1, 0, -1):
        other = int(torch.randint(last + 1, ()))
        order[last], order[other] = order[other], order[last]
    return x[order], y[order]


@mistake("torn-apart")
def _(x, y):
    return x[torch.randperm(len(x))], y[torch.randperm(len(y))]


@mistake("drawn-more-than-once")
def _(x, y):
    order = torch.randint(len(x), (len(x),))
    return x[order], y[order]


@mistake("not-shuffled")
def _(x, y):
    return x, y


@mistake("same-order-again")
def _(x, y):
    return x.flip(0), y.flip(0)


@mistake("same-order-again")
def _(x, y):
    order = torch.randperm(len(x), generator=torch.Generator().manual_seed(0))
    return x[order], y[order]
