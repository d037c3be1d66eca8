"""A table of products: every price with every count."""

import torch

from lessons.authoring import Cases, Rng, also, exercise, hidden, mistake, shown, slow


@exercise(level="easy", minutes=3, forbids=("for", "while"))
def price_list(prices, counts):
    return prices[:, None] * counts


def cases(rng: Rng) -> Cases:
    yield shown(torch.tensor([100.0, 250.0]), torch.tensor([1.0, 2.0, 10.0]))
    for goods, columns in rng.shapes(2):
        yield hidden(rng.integers(goods).float(), rng.integers(columns).float())
    yield hidden(rng.noncontiguous(rng.normal(4)), rng.noncontiguous(rng.normal(4)))


@also
def _(prices, counts):
    return torch.outer(prices, counts)


@also
def _(prices, counts):
    return torch.einsum("i,j->ij", prices, counts)


@also
def _(prices, counts):
    return prices.reshape(-1, 1) @ counts.reshape(1, -1)


@slow
def _(prices, counts):
    table = torch.zeros(len(prices), len(counts))
    for i, price in enumerate(prices):
        for j, count in enumerate(counts):
            table[i, j] = price * count
    return table


@mistake("table-on-its-side")
def _(prices, counts):
    return counts[:, None] * prices


@mistake("paired-off")
def _(prices, counts):
    return prices * counts


@mistake("added-instead")
def _(prices, counts):
    return prices[:, None] + counts
