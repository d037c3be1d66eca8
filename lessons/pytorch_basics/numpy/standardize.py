"""The z-score of each column, as NumPy computes it."""

import torch

from lessons.authoring import Cases, Rng, exercise, hidden, mistake, shown


# Accepts solutions that add a small epsilon before the division.
@exercise(tolerance=(1e-3, 1e-3))
def standardize(x):
    return (x - x.mean(dim=0)) / x.std(dim=0, correction=0)


def cases(rng: Rng) -> Cases:
    yield shown(torch.tensor([[1.0, 10.0], [3.0, 50.0]]))
    yield shown(torch.tensor([[2.0, -1.0], [4.0, -5.0], [9.0, -3.0]]))
    # Three rows or more: one row gives 0/0, and two rows may be nearly equal.
    for rows, columns in rng.shapes(2, smallest=1):
        yield hidden(rng.normal(rows + 2, columns))
    yield hidden(rng.noncontiguous(rng.normal(6, 4) - 3))
    yield hidden(rng.normal(4, 9).T)
    yield hidden(rng.normal(5, 3, dtype=torch.float64) * 100 + 1000)


@mistake("bessel-correction")
def _(x):
    return (x - x.mean(dim=0)) / x.std(dim=0)


@mistake("standardized-rows")
def _(x):
    return (x - x.mean(dim=1, keepdim=True)) / x.std(dim=1, correction=0, keepdim=True)
