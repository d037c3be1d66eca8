"""Counting without bincount."""

import torch

from lessons.authoring import Cases, Rng, also, exercise, hidden, mistake, shown


@exercise(level="easy", minutes=6, forbids=("bincount", "unique", "histc", "Counter"))
def count_votes(votes, candidates):
    return (votes[:, None] == torch.arange(candidates)).sum(0)


def cases(rng: Rng) -> Cases:
    yield shown(torch.tensor([2, 0, 2, 2]), 4)
    for count, candidates in ((1, 1), (5, 2), (9, 9), (40, 6)):
        yield hidden(rng.integers(count, low=0, high=candidates), candidates)
    yield hidden(rng.noncontiguous(rng.integers(12, low=0, high=3)), 5)


@also
def _(votes, candidates):
    counts = torch.zeros(candidates, dtype=torch.int64)
    for vote in votes:
        counts[vote] += 1
    return counts


@also
def _(votes, candidates):
    counts = torch.zeros(candidates, dtype=torch.int64)
    return counts.scatter_add(0, votes, torch.ones_like(votes))


@also
def _(votes, candidates):
    return torch.eye(candidates, dtype=torch.int64)[votes].sum(0)


@also
def _(votes, candidates):
    counts = torch.zeros(candidates, dtype=torch.int64)
    counts.index_put_((votes,), torch.tensor(1), accumulate=True)
    return counts


@mistake("each-counted-once")
def _(votes, candidates):
    counts = torch.zeros(candidates, dtype=torch.int64)
    counts[votes] += 1
    return counts


@mistake("made-float", asked="int64")
def _(votes, candidates):
    return torch.eye(candidates)[votes].sum(0)


@mistake("one-for-each-vote")
def _(votes, candidates):
    return (votes[:, None] == torch.arange(candidates)).sum(1)


@mistake("numbers-added-up")
def _(votes, candidates):
    return torch.zeros(candidates, dtype=torch.int64).index_add(0, votes, votes)
