"""Permutations in which nobody keeps their place, from seeds: a random circle."""

import torch

from lessons.authoring import Cases, Rng, accepts, also, exercise, hidden, mistake, shown


@exercise(level="hard", minutes=20, calls=2)
def derangements(seeds, count):
    rows = torch.empty(len(seeds), count, dtype=torch.int64)
    for row, seed in zip(rows, seeds.tolist(), strict=True):
        circle = torch.randperm(count, generator=torch.Generator().manual_seed(seed))
        row[circle] = circle.roll(1)
    return rows


@accepts
def _(rows, seeds, count):
    everyone = torch.arange(count)
    if not (rows.sort(1).values == everyone).all():
        return "drawn-more-than-once"
    if (rows == everyone).any():
        return "own-present"
    same_seed = seeds[:, None] == seeds
    same_row = (rows[:, None] == rows).all(2)
    if not same_row[same_seed].all() or (count >= 12 and same_row[~same_seed].any()):
        return "seeds-ignored"
    return None


def cases(rng: Rng) -> Cases:
    yield shown(torch.tensor([1, 2]), 2)
    yield shown(torch.tensor([3, 7, 3]), 12)
    yield hidden(torch.tensor([5, 5]), 3)
    for count in (4, 12, 13, 30):
        first, second, third = rng.sample(range(1000), 3)
        yield hidden(torch.tensor([first, second, first, third, second]), count)


@also
def _(seeds, count):
    rows = torch.empty(len(seeds), count, dtype=torch.int64)
    for index, seed in enumerate(seeds.tolist()):
        generator = torch.Generator().manual_seed(seed)
        row = torch.arange(count)
        while (row == torch.arange(count)).any():
            row = torch.randperm(count, generator=generator)
        rows[index] = row
    return rows


@also
def _(seeds, count):
    rows = torch.arange(count).repeat(len(seeds), 1)
    for row, seed in zip(rows, seeds.tolist(), strict=True):
        generator = torch.Generator().manual_seed(seed)
        for last in range(count - 1, 0, -1):
            other = int(torch.randint(last, (), generator=generator))
            row[[last, other]] = row[[other, last]]
    return rows


@mistake("own-present")
def _(seeds, count):
    rows = torch.empty(len(seeds), count, dtype=torch.int64)
    for index, seed in enumerate(seeds.tolist()):
        rows[index] = torch.randperm(count, generator=torch.Generator().manual_seed(seed))
    return rows


@mistake("seeds-ignored")
def _(seeds, count):
    return torch.arange(count).roll(1).repeat(len(seeds), 1)


@mistake("drawn-more-than-once")
def _(seeds, count):
    rows = torch.empty(len(seeds), count, dtype=torch.int64)
    for index, seed in enumerate(seeds.tolist()):
        generator = torch.Generator().manual_seed(seed)
        step = torch.randint(1, count, (count,), generator=generator)
        rows[index] = (torch.arange(count) + step) % count
    return rows
