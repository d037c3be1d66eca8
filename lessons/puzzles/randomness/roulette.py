"""A choice with weights from uniform numbers: a cumulative sum, and a search in it."""

import torch

from lessons.authoring import Cases, Rng, also, exercise, hidden, mistake, shown, slow


@exercise(
    level="medium",
    minutes=10,
    operations="constant",
    forbids=("for", "while", "multinomial", "choice", "choices", "Categorical"),
)
def roulette(weights, u):
    ends = weights.cumsum(0)
    return torch.searchsorted(ends, u * ends[-1], right=True)


def _weights(rng: Rng, count: int) -> torch.Tensor:
    # The sum is 64 and u is a multiple of 1/128, so that nothing is rounded, whatever the style.
    cuts = torch.cat([torch.tensor([0, 64]), rng.integers(count - 1, low=0, high=65)])
    return cuts.sort().values.diff().float()


def cases(rng: Rng) -> Cases:
    yield shown(torch.tensor([1.0, 0.0, 3.0]), torch.tensor([0.0, 0.125, 0.25, 0.5, 0.875]))
    yield shown(torch.tensor([0.0, 4.0]), torch.tensor([0.0, 0.5]))
    for count, draws in ((1, 3), (2, 5), (5, 4), (7, 20), (20, 30)):
        yield hidden(_weights(rng, count), rng.integers(draws, low=0, high=128) / 128)
    yield hidden(_weights(rng, 6), rng.integers(10, low=0, high=128) / 128, size="n")
    yield hidden(_weights(rng, 6), rng.integers(100, low=0, high=128) / 128, size="10n")


@also
def _(weights, u):
    ends = weights.cumsum(0)
    return (u[:, None] * weights.sum() >= ends).sum(1)


@also
def _(weights, u):
    ends = (weights / weights.sum()).cumsum(0)
    return torch.bucketize(u, ends, right=True)


@mistake("no-weight-yet-chosen")
def _(weights, u):
    ends = weights.cumsum(0)
    return torch.searchsorted(ends, u * ends[-1])


@mistake("not-scaled")
def _(weights, u):
    return torch.searchsorted(weights.cumsum(0), u, right=True)


@mistake("all-equally-likely")
def _(weights, u):
    return (u * len(weights)).long()


@slow
def _(weights, u):
    ends = weights.cumsum(0)
    chosen = [int((each * ends[-1] >= ends).sum()) for each in u]
    return torch.tensor(chosen, dtype=torch.int64)


@mistake("not-accumulated")
def _(weights, u):
    return torch.searchsorted(weights / weights.sum(), u, right=True)


@mistake("first-wide-enough")
def _(weights, u):
    return (weights / weights.sum() > u[:, None]).long().argmax(dim=1)
