"""The mean of every row."""

import torch

from lessons.authoring import Cases, Rng, exercise, hidden, mistake, shown


@exercise()
def row_means(x):
    return x.mean(dim=1)


def cases(rng: Rng) -> Cases:
    yield shown(torch.tensor([[1.0, 2.0], [3.0, 5.0]]))
    yield shown(torch.tensor([[1.0, 2.0, 6.0]]))
    for shape in rng.shapes(2, smallest=1):
        yield hidden(rng.normal(*shape))
    yield hidden(rng.noncontiguous(rng.normal(3, 4)))
    yield hidden(rng.normal(2, 3, dtype=torch.float64))
    yield hidden(torch.tensor([[float("nan"), 1.0], [2.0, 4.0]]))


@mistake("averaged-columns")
def _(x):
    return x.mean(dim=0)


@mistake("summed-instead")
def _(x):
    return x.sum(dim=1)


@mistake("averaged-everything")
def _(x):
    return x.mean()
