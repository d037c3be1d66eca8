"""Compound growth: a product so far."""

import torch

from lessons.authoring import Cases, Rng, also, exercise, hidden, mistake, shown


@exercise(level="easy", minutes=4, tolerance=(1e-4, 1e-5))
def growth(rates):
    return (1 + rates).cumprod(0)


def cases(rng: Rng) -> Cases:
    yield shown(torch.tensor([0.5, 0.0, -0.5, 1.0]))
    for years in (1, 2, 7, 40):
        yield hidden(rng.uniform(years, low=-0.2, high=0.3))
    yield hidden(rng.noncontiguous(rng.uniform(9, low=-0.2, high=0.3)))


@also
def _(rates):
    worth, result = 1.0, torch.zeros(len(rates))
    for year, rate in enumerate(rates):
        worth = worth * (1 + rate)
        result[year] = worth
    return result


@also
def _(rates):
    return rates.log1p().cumsum(0).exp()


@also
def _(rates):
    return torch.tensor([(1 + rates[: year + 1]).prod() for year in range(len(rates))])


@mistake("simple-interest")
def _(rates):
    return 1 + rates.cumsum(0)


@mistake("rates-multiplied")
def _(rates):
    return rates.cumprod(0)


@mistake("one-year-late")
def _(rates):
    return (1 + rates).cumprod(0) / (1 + rates)


@mistake("factors-added")
def _(rates):
    return (1 + rates).cumsum(0)


@mistake("factor-of-each-year")
def _(rates):
    return 1 + rates
