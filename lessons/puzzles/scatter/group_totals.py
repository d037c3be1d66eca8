"""Sums over groups."""

import torch

from lessons.authoring import Cases, Rng, also, exercise, hidden, mistake, shown, slow


@exercise(level="medium", minutes=8, operations="constant", tolerance=(1e-4, 1e-4))
def group_totals(values, groups, count):
    return torch.zeros(count).index_add(0, groups, values)


def cases(rng: Rng) -> Cases:
    yield shown(torch.tensor([5.0, 1.0, 2.0, 4.0]), torch.tensor([1, 0, 1, 1]), 3)
    for elements, count in ((1, 1), (6, 2), (9, 9), (30, 4)):
        groups = rng.integers(elements, low=0, high=count)
        yield hidden(rng.integers(elements, low=1, high=20).float(), groups, count)
    values = rng.noncontiguous(rng.normal(10))
    yield hidden(values, rng.noncontiguous(rng.integers(10, low=0, high=3)), 4)
    yield hidden(rng.normal(10), rng.integers(10, low=0, high=4), 4, size="n")
    yield hidden(rng.normal(100), rng.integers(100, low=0, high=40), 40, size="10n")


@also
def _(values, groups, count):
    return torch.zeros(count).scatter_add(0, groups, values)


@also
def _(values, groups, count):
    return values @ torch.eye(count)[groups]


@also
def _(values, groups, count):
    member = (groups[:, None] == torch.arange(count)).float()
    return torch.einsum("n,ng->g", values, member)


@also
def _(values, groups, count):
    return torch.where(groups == torch.arange(count)[:, None], values, 0).sum(1)


@slow
def _(values, groups, count):
    totals = torch.zeros(count)
    for value, group in zip(values, groups, strict=True):
        totals[group] += value
    return totals


@mistake("last-one-wins")
def _(values, groups, count):
    totals = torch.zeros(count)
    totals[groups] += values
    return totals


@mistake("means-instead")
def _(values, groups, count):
    member = (groups[:, None] == torch.arange(count)).float()
    return values @ member / member.sum(0).clamp(min=1)


@mistake("counted-instead")
def _(values, groups, count):
    return torch.zeros(count).index_add(0, groups, torch.ones_like(values))


@mistake("largest-kept")
def _(values, groups, count):
    return torch.zeros(count).scatter_reduce(0, groups, values, "amax")
