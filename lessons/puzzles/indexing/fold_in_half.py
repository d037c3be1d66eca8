"""Pairs of first and last, second and second to last, …"""

import torch

from lessons.authoring import Cases, Rng, also, exercise, hidden, mistake, shown


@exercise(level="easy", minutes=5)
def fold_in_half(row):
    half = len(row) // 2
    return torch.stack([row[:half], row.flip(0)[:half]], dim=1)


def cases(rng: Rng) -> Cases:
    yield shown(torch.tensor([1, 2, 3, 4, 5, 6]))
    yield shown(torch.tensor([1, 2, 3, 4, 5]))
    for count in (0, 1, 2, 3, 8, 13):
        yield hidden(rng.distinct(count))
    yield hidden(rng.noncontiguous(rng.distinct(10, dtype=torch.float64)))


@also
def _(row):
    pairs = row.new_zeros(len(row) // 2, 2)
    for i in range(len(row) // 2):
        pairs[i, 0] = row[i]
        pairs[i, 1] = row[-1 - i]
    return pairs


@also
def _(row):
    i = torch.arange(len(row) // 2)
    return row[torch.stack([i, -1 - i], dim=1)]


@also
def _(row):
    return torch.stack([row, row.flip(0)], dim=1)[: len(row) // 2]


@mistake("neighbours-paired")
def _(row):
    half = len(row) // 2
    return row[: 2 * half].reshape(half, 2)


@mistake("second-half-forwards")
def _(row):
    half = len(row) // 2
    return torch.stack([row[:half], row[len(row) - half :]], dim=1)


@mistake("pairs-in-columns")
def _(row):
    half = len(row) // 2
    return torch.stack([row[:half], row.flip(0)[:half]])


@mistake("middle-kept")
def _(row):
    count = (len(row) + 1) // 2
    return torch.stack([row[:count], row.flip(0)[:count]], dim=1)


@mistake("not-cut")
def _(row):
    return torch.stack([row, row.flip(0)], dim=1)


@mistake("one-after-the-other")
def _(row):
    count = len(row) // 2
    return torch.cat([row[:count], row.flip(0)[:count]])


@mistake("partner-off-by-one")
def _(row):
    pairs = [(row[i], row[-i]) for i in range(len(row) // 2)]
    return torch.tensor(pairs, dtype=row.dtype).reshape(-1, 2)


@mistake("partner-off-by-one")
def _(row):
    pairs = [(row[i], row[-i]) for i in range(len(row) // 2)]
    return torch.tensor(pairs)
