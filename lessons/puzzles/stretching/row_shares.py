"""Shares of a row's total, where a total may be zero."""

import torch

from lessons.authoring import Cases, Rng, also, exercise, hidden, mistake, shown


@exercise(level="medium", minutes=7)
def row_shares(sales):
    totals = sales.sum(1, keepdim=True)
    return sales / torch.where(totals == 0, 1, totals)


def cases(rng: Rng) -> Cases:
    yield shown(torch.tensor([[1.0, 3.0], [2.0, 2.0]]))
    yield shown(torch.tensor([[0.0, 0.0, 0.0], [1.0, 1.0, 2.0]]))
    for rows, columns in rng.shapes(2, smallest=1):
        sales = rng.integers(rows, columns, low=1, high=9).float()
        yield hidden(sales * (rng.integers(rows, 1, low=0, high=3) > 0))
    yield hidden(rng.noncontiguous(rng.integers(4, 4, low=1, high=9).float()))
    yield hidden(rng.normal(0, 3))


@also
def _(sales):
    shares = torch.zeros_like(sales)
    for i, row in enumerate(sales):
        if row.sum() > 0:
            shares[i] = row / row.sum()
    return shares


@also
def _(sales):
    return (sales / sales.sum(1, keepdim=True)).nan_to_num(0)


@also
def _(sales):
    return torch.nn.functional.normalize(sales, p=1, dim=1)


@also
def _(sales):
    totals = torch.einsum("ij->i", sales)
    return torch.einsum("ij,i->ij", sales, 1 / totals.masked_fill(totals == 0, 1))


@mistake("shares-of-columns")
def _(sales):
    totals = sales.sum(0, keepdim=True)
    return sales / torch.where(totals == 0, 1, totals)


@mistake("shares-of-everything")
def _(sales):
    return sales / sales.sum()


@mistake("nan-left")
def _(sales):
    return sales / sales.sum(1, keepdim=True)
