"""Sums of many ranges, from one cumulative sum."""

import torch

from lessons.authoring import Cases, Rng, also, exercise, hidden, mistake, shown, slow


@exercise(level="medium", minutes=9, operations="constant")
def range_sums(x, starts, ends):
    total = torch.nn.functional.pad(x.cumsum(0), (1, 0))
    return total[ends] - total[starts]


def cases(rng: Rng) -> Cases:
    yield shown(torch.tensor([3, 1, 4, 1, 5]), torch.tensor([1, 0, 2]), torch.tensor([4, 5, 2]))
    for count, questions in ((1, 2), (4, 1), (8, 8), (30, 5)):
        starts = rng.integers(questions, low=0, high=count)
        longest = rng.integers(questions, low=0, high=count + 1)
        ends = torch.minimum(starts + longest, torch.tensor(count))
        yield hidden(rng.integers(count), starts, ends)
    x = rng.noncontiguous(rng.integers(9))
    yield hidden(x, rng.integers(4, low=0, high=4), rng.integers(4, low=4, high=10))
    for size, name in ((10, "n"), (100, "10n")):
        starts = rng.integers(size, low=0, high=size // 2)
        yield hidden(rng.integers(size), starts, starts + size // 2, size=name)


@also
def _(x, starts, ends):
    i = torch.arange(len(x))
    inside = (i >= starts[:, None]) & (i < ends[:, None])
    return (inside * x).sum(1)


@also
def _(x, starts, ends):
    i = torch.arange(len(x))
    inside = (i >= starts[:, None]) & (i < ends[:, None])
    return torch.einsum("qi,i->q", inside.long(), x)


@also
def _(x, starts, ends):
    total = torch.cat([torch.zeros(1, dtype=x.dtype), x.cumsum(0)])
    return total[ends] - total[starts]


@slow
def _(x, starts, ends):
    sums = torch.zeros(len(starts), dtype=x.dtype)
    for question, (start, end) in enumerate(zip(starts, ends, strict=True)):
        sums[question] = x[start:end].sum()
    return sums


@mistake("first-one-lost")
def _(x, starts, ends):
    total = x.cumsum(0)
    return total[ends - 1] - total[starts]


@mistake("from-the-beginning")
def _(x, starts, ends):
    return torch.nn.functional.pad(x.cumsum(0), (1, 0))[ends]


@mistake("end-included")
def _(x, starts, ends):
    total = torch.nn.functional.pad(x.cumsum(0), (1, 0))
    return total[(ends + 1).clamp(max=len(x))] - total[starts]


@mistake("nothing-before-the-first")
def _(x, starts, ends):
    total = x.cumsum(0)
    return total[ends - 1] - total[starts - 1]
