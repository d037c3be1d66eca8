"""A float32 tensor from a list of integers, with an explicit dtype."""

import torch

from lessons.authoring import Cases, Rng, also, exercise, hidden, mistake, shown


@exercise()
def to_float(values):
    return torch.tensor(values, dtype=torch.float32)


def cases(rng: Rng) -> Cases:
    yield shown([1, 2, 3])
    yield shown([-4, 0])
    for count in (1, 5, 17):
        yield hidden([rng.integer(-99, 99) for _ in range(count)])


@mistake("stayed-integer")
def _(values):
    return torch.tensor(values)


@mistake("made-float64")
def _(values):
    return torch.tensor(values, dtype=torch.float64)


@also
def _(values):
    return torch.FloatTensor(values)


@also
def _(values):
    result = torch.zeros(len(values))
    for i, value in enumerate(values):
        result[i] = value
    return result
