"""The place of each element in ascending order: argsort, twice."""

import torch

from lessons.authoring import Cases, Rng, also, exercise, hidden, mistake, shown, slow


@exercise(level="easy", minutes=6, forbids=("for", "while"))
def places(x):
    return x.argsort().argsort()


def cases(rng: Rng) -> Cases:
    yield shown(torch.tensor([30.0, 10.0, 20.0, 40.0]))
    yield shown(torch.tensor([2.0, 3.0, 1.0]))
    for count in (1, 2, 5, 9, 40):
        yield hidden(rng.distinct(count))
    yield hidden(rng.noncontiguous(rng.distinct(12)))


@also
def _(x):
    return (x[:, None] > x).sum(1)


@also
def _(x):
    result = torch.empty(len(x), dtype=torch.int64)
    result[x.argsort()] = torch.arange(len(x))
    return result


@mistake("argsort-once")
def _(x):
    return x.argsort()


@mistake("largest-first")
def _(x):
    return x.argsort(descending=True).argsort()


@mistake("places-from-one")
def _(x):
    return x.argsort().argsort() + 1


@slow
def _(x):
    in_order = sorted(x.tolist())
    return torch.tensor([in_order.index(each) for each in x.tolist()], dtype=torch.int64)


@mistake("sorted-instead")
def _(x):
    return x.sort().values
