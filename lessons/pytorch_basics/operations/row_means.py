"""The mean of each row of a matrix."""

import torch

from lessons.authoring import Cases, Rng, exercise, hidden, mistake, shown


@exercise()
def row_means(x):
    return x.mean(dim=1)


def cases(rng: Rng) -> Cases:
    yield shown(torch.tensor([[1.0, 2.0, 6.0], [4.0, 5.0, 9.0]]))
    yield shown(torch.tensor([[0.0, 2.0], [-4.0, 10.0]]))
    # No size is 0: the mean of no entries is nan, and stack() of no rows raises.
    for rows, columns in rng.shapes(2, smallest=1):
        yield hidden(rng.normal(rows, columns))
    yield hidden(rng.noncontiguous(rng.normal(4, 7) - 5))
    yield hidden(rng.normal(9, 3).T)


@mistake("averaged-columns")
def _(x):
    return x.mean(dim=0)


@mistake("summed-instead")
def _(x):
    return x.sum(dim=1)


@mistake("averaged-everything")
def _(x):
    return x.mean()
