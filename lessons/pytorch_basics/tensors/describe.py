"""Shape, dtype and device of a tensor as plain Python values."""

import torch

from lessons.authoring import Cases, Rng, exercise, hidden, shown


@exercise()
def describe(t):
    return tuple(t.shape), t.dtype, t.device.type


def cases(rng: Rng) -> Cases:
    yield shown(torch.zeros(2, 3))
    yield shown(torch.tensor([1, 2, 3]))
    yield hidden(torch.tensor(True))
    yield hidden(rng.normal(0, 4))
    yield hidden(rng.normal(rng.integer(1, 5), rng.integer(1, 5), 2).double())
    # A device other than "cpu" that every machine has.
    yield hidden(torch.empty(3, 2, device="meta"))
