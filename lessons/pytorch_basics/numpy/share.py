"""A tensor that shares memory with a NumPy array."""

import numpy as np
import torch

from lessons.authoring import Cases, Rng, also, exercise, hidden, mistake, shown


@exercise(shares_memory_with="array")
def share(array):
    return torch.from_numpy(array)


def cases(rng: Rng) -> Cases:
    yield shown(np.array([1.0, 2.0, 3.0]))
    yield shown(np.array([[1, 2], [3, 4]]))
    for rows, columns in rng.shapes(2, count=4):
        yield hidden(rng.normal(rows, columns).numpy())
    yield hidden(rng.normal(7, dtype=torch.float64).numpy())
    yield hidden(rng.integers(2, 3, 4, low=0, high=256, dtype=torch.uint8).numpy())
    yield hidden(rng.integers(4, 5).numpy().T)
    yield hidden(rng.normal(9).numpy()[::2])


@mistake("copied")
def _(array):
    return torch.tensor(array)


@mistake("copied-when-strided")
def _(array):
    return torch.from_numpy(array).contiguous()


@mistake("converted")
def _(array):
    return torch.from_numpy(array).float()


@also
def _(array):
    return torch.as_tensor(array)


@also
def _(array):
    return torch.utils.dlpack.from_dlpack(array)
