"""Maxima over groups, where a group may be empty."""

import torch

from lessons.authoring import Cases, Rng, also, exercise, hidden, mistake, shown


@exercise(level="hard", minutes=15)
def group_maxima(values, groups, count):
    start = torch.full((count,), float("-inf"))
    return start.scatter_reduce(0, groups, values, "amax")


def cases(rng: Rng) -> Cases:
    yield shown(torch.tensor([5.0, -1.0, 2.0, -4.0]), torch.tensor([2, 0, 2, 0]), 3)
    for elements, count in ((1, 1), (6, 2), (9, 9), (30, 4)):
        groups = rng.integers(elements, low=0, high=count)
        yield hidden(rng.normal(elements), groups, count)
    values = rng.noncontiguous(rng.normal(12) - 5)
    yield hidden(values, rng.noncontiguous(rng.integers(12, low=0, high=3)), 5)


@also
def _(values, groups, count):
    largest = torch.full((count,), float("-inf"))
    for value, group in zip(values, groups, strict=True):
        largest[group] = torch.maximum(largest[group], value)
    return largest


@also
def _(values, groups, count):
    if len(values) == 0:
        return torch.full((count,), float("-inf"))
    member = groups == torch.arange(count)[:, None]
    return torch.where(member, values, float("-inf")).amax(1)


@also
def _(values, groups, count):
    largest = torch.full((count,), float("-inf"))
    order = values.argsort()
    for value, group in zip(values[order].tolist(), groups[order].tolist(), strict=True):
        largest[group] = value
    return largest


@mistake("zero-as-start")
def _(values, groups, count):
    return torch.zeros(count).scatter_reduce(0, groups, values, "amax")


@mistake("last-one-wins")
def _(values, groups, count):
    largest = torch.full((count,), float("-inf"))
    for value, group in zip(values, groups, strict=True):
        largest[group] = value
    return largest


@mistake("zero-for-empty")
def _(values, groups, count):
    zeros = torch.zeros(count)
    return zeros.scatter_reduce(0, groups, values, "amax", include_self=False)


@mistake("smallest-taken")
def _(values, groups, count):
    start = torch.full((count,), float("-inf"))
    return start.scatter_reduce(0, groups, values, "amin", include_self=False)


@mistake("added-up-instead")
def _(values, groups, count):
    return torch.zeros(count).index_add(0, groups, values)


@mistake("positions-of-the-best")
def _(values, groups, count):
    member = groups == torch.arange(count)[:, None]
    return torch.where(member, values, float("-inf")).argmax(1)


@mistake("smallest-for-empty")
def _(values, groups, count):
    start = torch.full((count,), values.min().item())
    return start.scatter_reduce(0, groups, values, "amax")
