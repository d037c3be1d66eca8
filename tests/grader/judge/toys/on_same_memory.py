"""A tensor on the memory of an array."""

import numpy as np
import torch

from lessons.authoring import Cases, Rng, exercise, hidden, mistake, shown


@exercise(shares_memory_with="array")
def on_same_memory(array):
    return torch.from_numpy(array)


def cases(rng: Rng) -> Cases:
    yield shown(np.array([1.0, 2.0, 3.0]))
    yield shown(np.array([True, False]))
    yield hidden(rng.normal(3, 4).numpy())
    yield hidden(rng.integers(8).numpy()[::2])


@mistake("copied")
def _(array):
    return torch.tensor(array)
