"""The z-score of each column, as NumPy computes it."""

import torch

from lessons.authoring import Cases, Rng, also, exercise, hidden, mistake, shown


# Accepts solutions that add a small epsilon before the division.
@exercise(tolerance=(1e-3, 1e-3))
def standardize(x):
    return (x - x.mean(dim=0)) / x.std(dim=0, correction=0)


def cases(rng: Rng) -> Cases:
    yield shown(torch.tensor([[1.0, 10.0], [3.0, 50.0]]))
    yield shown(torch.tensor([[2.0, -1.0], [4.0, -5.0], [9.0, -3.0]]))
    for rows, columns in rng.shapes(2, smallest=1):
        yield hidden(_spread(rng, rows + 1, columns))
    yield hidden(rng.noncontiguous(_spread(rng, 6, 4) - 3))
    yield hidden(_spread(rng, 9, 4).T.contiguous().T)
    yield hidden(_spread(rng, 5, 3).double() * 100 + 1000)


def _spread(rng: Rng, rows: int, columns: int) -> torch.Tensor:
    """Draw columns of entries so far apart that a small epsilon hardly changes the result."""
    x = rng.normal(rows, columns)
    x[0] = x[0].abs() + 0.5
    x[1] = -x[1].abs() - 0.5
    return x


@mistake("bessel-correction")
def _(x):
    return (x - x.mean(dim=0)) / x.std(dim=0)


@mistake("standardized-rows")
def _(x):
    return (x - x.mean(dim=1, keepdim=True)) / x.std(dim=1, correction=0, keepdim=True)


@mistake("standardized-rows")
def _(x):
    return (x - x.mean(dim=1, keepdim=True)) / x.std(dim=1, keepdim=True)


@mistake("variance-instead")
def _(x):
    return (x - x.mean(dim=0)) / x.var(dim=0, correction=0)


@mistake("variance-instead")
def _(x):
    return (x - x.mean(dim=0)) / x.var(dim=0)


@mistake("only-centred")
def _(x):
    return x - x.mean(dim=0)


@mistake("not-centred")
def _(x):
    return x / x.std(dim=0, correction=0)


@mistake("not-centred")
def _(x):
    return x / x.std(dim=0)


@mistake("not-centred")
def _(x):
    return x - x.mean(dim=0) / x.std(dim=0, correction=0)


@mistake("min-max")
def _(x):
    lowest = x.min(dim=0).values
    return (x - lowest) / (x.max(dim=0).values - lowest)


@mistake("whole-matrix")
def _(x):
    return (x - x.mean()) / x.std(correction=0)


@mistake("whole-matrix")
def _(x):
    return (x - x.mean()) / x.std()


@also
def _(x):
    variance, mean = torch.var_mean(x, dim=0, correction=0)
    return (x - mean) / (variance + 1e-6).sqrt()


@also
def _(x):
    return torch.nn.functional.batch_norm(x, None, None, training=True)


@also
def _(x):
    columns = []
    for column in x.T:
        centred = column - column.sum() / len(column)
        columns.append(centred / ((centred**2).sum() / len(column)) ** 0.5)
    return torch.stack(columns, dim=1)


@also
def _(x):
    values = x.numpy()
    return torch.from_numpy((values - values.mean(axis=0)) / (values.std(axis=0) + 1e-8))


@mistake("epsilon-too-large")
def _(x):
    return (x - x.mean(0)) / (x.std(0, correction=0) + 0.1)


@mistake("epsilon-too-large")
def _(x):
    return (x - x.mean(0)) / (x.std(0, correction=0) + 1)


@mistake("epsilon-too-large")
def _(x):
    return (x - x.mean(0)) / (x.std(0, correction=0) + 0.01)


@mistake("root-twice")
def _(x):
    return (x - x.mean(0)) / x.std(0, correction=0).sqrt()


@mistake("multiplied-instead")
def _(x):
    return (x - x.mean(0)) * x.std(0, correction=0)


@mistake("length-instead")
def _(x):
    centred = x - x.mean(0)
    return centred / centred.norm(dim=0)


@mistake("length-instead")
def _(x):
    return x / x.norm(dim=0)


@mistake("spread-returned")
def _(x):
    return x.std(dim=0, correction=0)
