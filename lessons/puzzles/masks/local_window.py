"""The mask of causal attention with a window."""

import torch

from lessons.authoring import Cases, Rng, also, exercise, hidden, mistake, shown, slow


@exercise(level="easy", minutes=7, allows=("arange", "ones", "tril", "triu", "unsqueeze"))
def local_window(length, reach):
    i = torch.arange(length)[:, None]
    j = torch.arange(length)
    return (j <= i) & (i - j < reach)


def cases(rng: Rng) -> Cases:
    yield shown(5, 2)
    for length, reach in ((0, 1), (1, 1), (4, 1), (6, 3), (3, 8)):
        yield hidden(length, reach)
    yield hidden(rng.integer(8, 16), rng.integer(2, 6))


@also
def _(length, reach):
    return torch.ones(length, length).tril().triu(1 - reach).bool()


@also
def _(length, reach):
    steps_back = torch.arange(length).unsqueeze(1) - torch.arange(length)
    return (steps_back >= 0) & (steps_back < reach)


@also
def _(length, reach):
    past = torch.ones(length, length, dtype=torch.bool).tril()
    return past & ~past.tril(-reach)


@slow
def _(length, reach):
    window = torch.zeros(length, length, dtype=torch.bool)
    for i in range(length):
        for j in range(length):
            window[i, j] = i - reach < j <= i
    return window


@mistake("sees-the-future")
def _(length, reach):
    i = torch.arange(length)[:, None]
    j = torch.arange(length)
    return (i - j < reach) & (j - i < reach)


@mistake("one-word-too-many")
def _(length, reach):
    i = torch.arange(length)[:, None]
    j = torch.arange(length)
    return (j <= i) & (i - j <= reach)


@mistake("rows-and-columns-swapped")
def _(length, reach):
    i = torch.arange(length)
    j = torch.arange(length)[:, None]
    return (j <= i) & (i - j < reach)


@mistake("one-line-only")
def _(length, reach):
    steps = torch.arange(length) - torch.arange(length)
    return (steps >= 0) & (steps < reach)


@mistake("no-limit")
def _(length, reach):
    return torch.ones(length, length).tril() == 1


@mistake("no-limit")
def _(length, reach):
    rows = torch.arange(length).unsqueeze(1)
    columns = torch.arange(length).unsqueeze(0)
    return columns <= rows


@mistake("limit-reversed")
def _(length, reach):
    return torch.ones(length, length).tril().triu(reach - 1) == 1


@mistake("itself-left-out")
def _(length, reach):
    rows = torch.arange(length).unsqueeze(1)
    columns = torch.arange(length).unsqueeze(0)
    return (rows - columns > 0) & (rows - columns <= reach)


@mistake("one-word-too-few")
def _(length, reach):
    rows = torch.arange(length).unsqueeze(1)
    columns = torch.arange(length)
    return (rows - columns >= 0) & (rows - columns < reach - 1)


@mistake("one-word-too-few")
def _(length, reach):
    return torch.ones(length, length).tril().triu(2 - reach) == 1
