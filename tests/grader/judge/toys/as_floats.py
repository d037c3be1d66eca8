"""Whole numbers as float32: its one mistake differs from the reference in dtype only."""

import torch

from lessons.authoring import Cases, Rng, exercise, hidden, mistake, shown


@exercise()
def as_floats(x):
    return x.float()


def cases(rng: Rng) -> Cases:
    yield shown(torch.tensor([1, 2, 3]))
    yield hidden(rng.integers(7))


@mistake("stayed-whole")
def _(x):
    return x.clone()
