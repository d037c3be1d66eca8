"""Even numbers by arange: a step, and an exclusive end."""

import torch

from lessons.authoring import Cases, Rng, exercise, hidden, mistake, shown


@exercise()
def evens(stop):
    return torch.arange(0, stop, 2)


def cases(rng: Rng) -> Cases:
    yield shown(10)
    yield shown(7)
    yield hidden(1)
    yield hidden(2)
    yield hidden(2 * rng.integer(6, 40))
    yield hidden(2 * rng.integer(6, 40) + 1)


@mistake("stop-included")
def _(stop):
    return torch.arange(0, stop + 1, 2)


@mistake("missing-step")
def _(stop):
    return torch.arange(stop)
