"""The mean of each row of a matrix."""

import torch

from lessons.authoring import Cases, Rng, also, exercise, hidden, mistake, shown


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


@mistake("divided-by-rows")
def _(x):
    return x.sum(dim=1) / len(x)


@mistake("kept-dimension", asked="(rows,)", got="(rows, 1)")
def _(x):
    return x.mean(dim=1, keepdim=True)


@mistake("squeezed-everything", asked="(rows,)")
def _(x):
    return x.mean(dim=1, keepdim=True).squeeze()


@mistake("rounded")
def _(x):
    return x.mean(dim=1).round()


@mistake("rounded")
def _(x):
    return x.sum(dim=1) // x.shape[1]


@mistake("rounded")
def _(x):
    return x.mean(dim=1).int()


@mistake("rounded")
def _(x):
    return x.mean(dim=1).long()


@mistake("median-instead")
def _(x):
    return x.median(dim=1).values


@also
def _(x):
    return torch.stack([row.sum() / len(row) for row in x])


@also
def _(x):
    return torch.einsum("rc->r", x) / x.size(1)


@also
def _(x):
    return torch.nn.functional.adaptive_avg_pool1d(x[None], 1)[0, :, 0]


@mistake("columns-fixed")
def _(x):
    return x.sum(dim=1) / 3


@mistake("columns-fixed")
def _(x):
    return x.sum(dim=1) / 2


@mistake("columns-fixed")
def _(x):
    return (x[:, 0] + x[:, 1] + x[:, 2]) / 3


@mistake("columns-fixed")
def _(x):
    return (x[:, 0] + x[:, 1]) / 2


@mistake("largest-instead")
def _(x):
    return x.max(dim=1).values


@mistake("largest-instead")
def _(x):
    return x.amax(dim=1)


@mistake("one-too-few")
def _(x):
    return x.sum(dim=1) / (x.shape[1] - 1)
