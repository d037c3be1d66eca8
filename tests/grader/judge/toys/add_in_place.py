"""Adds 1 to x in place."""

import torch

from lessons.authoring import Cases, Rng, exercise, hidden, shown


@exercise(leaves_inputs=False)
def add_in_place(x):
    x += 1


def cases(rng: Rng) -> Cases:
    yield shown(torch.tensor([1.0, 2.0]))
    yield hidden(rng.normal(2, 3))
