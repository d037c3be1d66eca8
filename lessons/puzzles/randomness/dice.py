"""Dice that fall alike for the same seed: a generator of one's own."""

import torch

from lessons.authoring import Cases, Rng, also, exercise, hidden, mistake, shown


@exercise(level="easy", minutes=4, calls=2)
def dice(seed, count):
    generator = torch.Generator().manual_seed(seed)
    return torch.randint(1, 7, (count,), generator=generator)


def cases(rng: Rng) -> Cases:
    yield shown(0, 5)
    yield shown(7, 10)
    for count in (1, 3, 20, 100):
        yield hidden(rng.integer(0, 1_000_000), count)


@also
def _(seed, count):
    return 1 + torch.randint(6, (count,), generator=torch.Generator().manual_seed(seed))


@also
def _(seed, count):
    torch.manual_seed(seed)
    return torch.randint(1, 7, (count,))


@mistake("six-missing")
def _(seed, count):
    return torch.randint(1, 6, (count,), generator=torch.Generator().manual_seed(seed))


@mistake("faces-from-zero")
def _(seed, count):
    return torch.randint(6, (count,), generator=torch.Generator().manual_seed(seed))


@mistake("another-random-source")
def _(seed, count):
    import random

    random.seed(seed)
    return torch.tensor([random.randint(1, 6) for _ in range(count)])


@mistake("stretched-fractions")
def _(seed, count):
    generator = torch.Generator().manual_seed(seed)
    return (torch.rand(count, generator=generator) * 6).long() + 1
