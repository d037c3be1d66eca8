"""Every window of a row as a view: both dimensions have the same step."""

import torch

from lessons.authoring import Cases, Rng, also, exercise, hidden, mistake, shown, slow


@exercise(
    level="medium",
    minutes=8,
    shares_memory_with="x",
    allows=("as_strided", "stride", "size"),
)
def all_windows(x, width):
    step = x.stride(0)
    return x.as_strided((len(x) - width + 1, width), (step, step))


def cases(rng: Rng) -> Cases:
    yield shown(torch.arange(20, 25), 3)
    yield shown(torch.arange(20, 24), 4)
    for length, width in ((1, 1), (6, 1), (7, 2), (9, 8), (12, 5)):
        yield hidden(rng.normal(length), width)
    yield hidden(rng.noncontiguous(rng.normal(8)), 3)
    yield hidden(rng.normal(5, 7)[:, 2], 2)


@also
def _(x, width):
    count = x.shape[0] + 1 - width
    return torch.as_strided(x, (count, width), 2 * x.stride())


@mistake("last-window-missing")
def _(x, width):
    step = x.stride(0)
    return x.as_strided((len(x) - width, width), (step, step))


@mistake("windows-apart")
def _(x, width):
    step = x.stride(0)
    return x.as_strided((len(x) // width, width), (width * step, step))


@slow
def _(x, width):
    return x.unfold(0, width, 1)
