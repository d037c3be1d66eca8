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


@mistake("softmax-instead")
def _(sales):
    return torch.softmax(sales, dim=1)


@mistake("totals-returned")
def _(sales):
    return sales.sum(1, keepdim=True)


@mistake("totals-returned")
def _(sales):
    return sales.sum(1)


@mistake("largest-is-one")
def _(sales):
    largest = sales.amax(1, keepdim=True)
    return torch.where(largest > 0, sales / largest, 0)


@mistake("largest-is-one")
def _(sales):
    return sales / sales.amax(1, keepdim=True)


@mistake("total-changed")
def _(sales):
    return sales / (sales.sum(1, keepdim=True) + 1)


@mistake("total-changed")
def _(sales):
    return sales / (sales.sum(1, keepdim=True) + 0.1)


@mistake("total-changed")
def _(sales):
    return sales / (sales.sum(1, keepdim=True) + 0.01)


@mistake("total-changed")
def _(sales):
    return sales / (sales.sum(1, keepdim=True) + 1e-3)


@mistake("mean-instead")
def _(sales):
    means = sales.mean(1, keepdim=True)
    return torch.where(means > 0, sales / means, 0)


@mistake("mean-instead")
def _(sales):
    return sales / sales.mean(1, keepdim=True)


@mistake("length-instead")
def _(sales):
    return torch.nn.functional.normalize(sales, dim=1)


@mistake("length-instead")
def _(sales):
    return sales / sales.norm(dim=1, keepdim=True)


@mistake("rounded")
def _(sales):
    totals = sales.sum(1, keepdim=True)
    return (sales / torch.where(totals == 0, 1, totals)).round(decimals=2)
