"""A sort undone: every value goes back to the place from which it came."""

import torch

from lessons.authoring import Cases, Rng, also, exercise, hidden, mistake, shown, slow


@exercise(level="easy", minutes=5, forbids=("for", "while"))
def put_back(values, order):
    result = torch.empty_like(values)
    result[order] = values
    return result


def cases(rng: Rng) -> Cases:
    yield shown(torch.tensor([10, 20, 30]), torch.tensor([2, 0, 1]))
    for count in (1, 4, 7, 20):
        yield hidden(*torch.sort(rng.normal(count)))
    yield hidden(*torch.sort(rng.noncontiguous(rng.normal(8))))
    yield hidden(*torch.sort(rng.integers(12, low=0, high=100)))


@also
def _(values, order):
    return values[order.argsort()]


@also
def _(values, order):
    return torch.zeros_like(values).scatter(0, order, values)


@mistake("order-used-again")
def _(values, order):
    return values[order]


@mistake("still-sorted")
def _(values, order):
    return values.sort().values


@slow
def _(values, order):
    result = torch.empty_like(values)
    for place, value in zip(order, values, strict=True):
        result[place] = value
    return result


@mistake("places-returned")
def _(values, order):
    return order.argsort()


@mistake("turned-round")
def _(values, order):
    return values.flip(0)
