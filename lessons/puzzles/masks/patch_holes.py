"""Missing values, replaced by the mean of their column."""

import torch

from lessons.authoring import Cases, Rng, also, exercise, hidden, mistake, shown

NAN = float("nan")


@exercise(level="medium", minutes=10)
def patch_holes(x):
    return torch.where(x.isnan(), x.nanmean(0), x)


def cases(rng: Rng) -> Cases:
    yield shown(torch.tensor([[1.0, 20.0], [NAN, 40.0], [5.0, NAN]]))
    yield shown(torch.tensor([[2.0, NAN, 6.0], [4.0, 8.0, 1.0]]))
    for rows, columns in rng.shapes(2, smallest=1):
        x = rng.uniform(rows, columns, low=1, high=9)
        holes = rng.uniform(rows, columns) < 0.4
        holes[rng.integer(0, rows)] = False
        yield hidden(x.masked_fill(holes, NAN))
    yield hidden(rng.noncontiguous(torch.tensor([[1.0, NAN], [NAN, 3.0], [5.0, 8.0]])))


@also
def _(x):
    patched = x.clone()
    for j in range(x.shape[1]):
        column = x[:, j]
        holes = column.isnan()
        patched[holes, j] = column[~holes].mean()
    return patched


@also
def _(x):
    known = ~x.isnan()
    means = x.nan_to_num(0).sum(0) / known.sum(0)
    return torch.where(known, x, means)


@also
def _(x):
    known = (x == x).float()
    totals = torch.einsum("ij,ij->j", x.nan_to_num(0), known)
    return torch.where(known.bool(), x, totals / known.sum(0))


@mistake("holes-counted-as-zeros")
def _(x):
    return torch.where(x.isnan(), x.nan_to_num(0).mean(0), x)


@mistake("mean-of-the-row")
def _(x):
    return torch.where(x.isnan(), x.nanmean(1, keepdim=True), x)


@mistake("mean-of-everything")
def _(x):
    return torch.where(x.isnan(), x.nanmean(), x)


@mistake("holes-left")
def _(x):
    return torch.where(x.isnan(), x.mean(0), x)


@mistake("zero-filled")
def _(x):
    return x.nan_to_num(0)


@mistake("zero-filled")
def _(x):
    return torch.where(x.isnan(), 0, x)


@mistake("choice-inverted")
def _(x):
    return torch.where(x.isnan(), x, x.nanmean(0))


@mistake("median-instead")
def _(x):
    return torch.where(x.isnan(), x.nanmedian(0).values, x)


@mistake("rows-dropped")
def _(x):
    return x[~x.isnan().any(dim=1)]
