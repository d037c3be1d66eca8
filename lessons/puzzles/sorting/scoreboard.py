"""Places of a competition: equal scores share a place, and the next place is left out."""

import torch

from lessons.authoring import Cases, Rng, also, exercise, hidden, mistake, shown, slow


@exercise(level="medium", minutes=8, forbids=("for", "while"))
def scoreboard(scores):
    return 1 + (scores > scores[:, None]).sum(1)


def cases(rng: Rng) -> Cases:
    yield shown(torch.tensor([50, 90, 50, 20]))
    yield shown(torch.tensor([7, 7, 7]))
    for count in (1, 2, 6, 15, 40):
        yield hidden(rng.integers(count, low=0, high=max(2, count // 2)))
    yield hidden(torch.cat([rng.integers(4, low=0, high=5), torch.tensor([3, 3, 1, 9])]))
    yield hidden(rng.noncontiguous(rng.integers(12, low=0, high=5)))


@also
def _(scores):
    in_order = scores.sort().values
    return len(scores) + 1 - torch.searchsorted(in_order, scores.contiguous(), right=True)


@also
def _(scores):
    _, group, counts = scores.unique(return_inverse=True, return_counts=True)
    better = counts.flip(0).cumsum(0).flip(0) - counts
    return 1 + better[group]


@mistake("ties-in-line")
def _(scores):
    return scores.argsort(descending=True, stable=True).argsort() + 1


@mistake("no-place-left-out")
def _(scores):
    values, group = scores.unique(return_inverse=True)
    return len(values) - group


@mistake("lowest-score-wins")
def _(scores):
    return 1 + (scores < scores[:, None]).sum(1)


@slow
def _(scores):
    places = [1 + sum(other > each for other in scores.tolist()) for each in scores.tolist()]
    return torch.tensor(places, dtype=torch.int64)


@mistake("ties-pushed-down")
def _(scores):
    return (scores >= scores[:, None]).sum(1)


@mistake("order-taken-for-places")
def _(scores):
    return scores.argsort(descending=True) + 1


@mistake("order-taken-for-places")
def _(scores):
    return scores.argsort(descending=True, stable=True) + 1


@mistake("scores-in-order")
def _(scores):
    return scores.sort(descending=True).values
