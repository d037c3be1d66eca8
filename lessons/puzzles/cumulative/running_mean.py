"""The mean of everything so far."""

import torch

from lessons.authoring import Cases, Rng, also, exercise, hidden, mistake, shown, slow


@exercise(level="easy", minutes=5, forbids=("for", "while"), tolerance=(1e-4, 1e-5))
def running_mean(x):
    return x.cumsum(0) / torch.arange(1, len(x) + 1)


def cases(rng: Rng) -> Cases:
    yield shown(torch.tensor([2.0, 4.0, 9.0, 1.0]))
    for count in (1, 2, 9, 50):
        yield hidden(rng.uniform(count, low=1, high=9))
    yield hidden(rng.noncontiguous(rng.uniform(12, low=1, high=9)))


@also
def _(x):
    counts = torch.ones_like(x).cumsum(0)
    return x.cumsum(0) / counts


@also
def _(x):
    weights = torch.ones(len(x), len(x)).tril()
    return weights @ x / weights.sum(1)


@also
def _(x):
    weights = torch.ones(len(x), len(x)).tril()
    weights = weights / weights.sum(1, keepdim=True)
    return torch.einsum("ij,j->i", weights, x)


@slow
def _(x):
    means = torch.zeros(len(x))
    for i in range(len(x)):
        means[i] = x[: i + 1].mean()
    return means


@mistake("divided-by-the-length")
def _(x):
    return x.cumsum(0) / len(x)


@mistake("counted-from-zero")
def _(x):
    return x.cumsum(0) / torch.arange(len(x))


@mistake("total-so-far")
def _(x):
    return x.cumsum(0)


@mistake("neighbours-averaged")
def _(x):
    return (x + x.roll(1)) / 2


@mistake("neighbours-averaged")
def _(x):
    return torch.cat([x[:1], (x[1:] + x[:-1]) / 2])


@mistake("counted-backwards")
def _(x):
    return x.cumsum(0) / torch.arange(len(x), 0, -1)
