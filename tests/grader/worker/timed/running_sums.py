"""The sum of each number and all before it, which has to be quick for long inputs."""

import numpy as np
import torch

from lessons.authoring import Cases, Rng, also, exercise, hidden, mistake, shown, slow


@exercise()
def running_sums(x):
    return torch.cumsum(x, dim=0)


def cases(rng: Rng) -> Cases:
    yield shown(torch.tensor([1, 2, 3]))
    yield hidden(rng.integers(6))


def timed(rng: Rng) -> Cases:
    yield hidden(rng.integers(60_000))


@also
def _(x):
    return torch.from_numpy(np.cumsum(x.numpy()))


@slow
def _(x):
    total, sums = 0, []
    for value in x:
        total = total + value
        sums.append(total)
    return torch.stack(sums)


@mistake("sum-of-all")
def _(x):
    return x.sum().repeat(len(x))
