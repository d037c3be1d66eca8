"""Two independent streams of random numbers, drawn in turn."""

import torch

from lessons.authoring import Cases, Rng, also, exercise, hidden, mistake, shown


@exercise(level="easy", minutes=6, calls=2)
def two_streams(main_seed, side_seed, count):
    main = torch.Generator().manual_seed(main_seed)
    side = torch.Generator().manual_seed(side_seed)
    first = torch.rand(count, generator=main)
    aside = torch.rand(count, generator=side)
    second = torch.rand(count, generator=main)
    return first, aside, second


def cases(rng: Rng) -> Cases:
    yield shown(1, 2, 2)
    for count in (1, 3, 8, 40):
        yield hidden(rng.integer(0, 1000), rng.integer(1000, 2000), count)


@also
def _(main_seed, side_seed, count):
    torch.manual_seed(main_seed)
    first = torch.rand(count)
    side = torch.Generator().manual_seed(side_seed)
    return first, torch.rand(count, generator=side), torch.rand(count)


@also
def _(main_seed, side_seed, count):
    torch.manual_seed(main_seed)
    first = torch.rand(count)
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(side_seed)
        aside = torch.rand(count)
    return first, aside, torch.rand(count)


@mistake("stream-changed-over")
def _(main_seed, side_seed, count):
    torch.manual_seed(main_seed)
    first = torch.rand(count)
    torch.manual_seed(side_seed)
    return first, torch.rand(count), torch.rand(count)


@mistake("main-began-again")
def _(main_seed, side_seed, count):
    torch.manual_seed(main_seed)
    first = torch.rand(count)
    torch.manual_seed(side_seed)
    aside = torch.rand(count)
    torch.manual_seed(main_seed)
    return first, aside, torch.rand(count)


@mistake("aside-comes-last")
def _(main_seed, side_seed, count):
    main = torch.Generator().manual_seed(main_seed)
    side = torch.Generator().manual_seed(side_seed)
    first, second = torch.rand(count, generator=main), torch.rand(count, generator=main)
    return first, second, torch.rand(count, generator=side)


@mistake("normal-numbers")
def _(main_seed, side_seed, count):
    main = torch.Generator().manual_seed(main_seed)
    side = torch.Generator().manual_seed(side_seed)
    first = torch.randn(count, generator=main)
    return first, torch.randn(count, generator=side), torch.randn(count, generator=main)
