"""A filled circle as a mask."""

import torch

from lessons.authoring import Cases, Rng, also, exercise, hidden, mistake, shown


@exercise(level="medium", minutes=10)
def disk(size):
    offset = torch.arange(size) - (size - 1) / 2
    return offset[:, None] ** 2 + offset**2 <= (size / 2) ** 2


def cases(rng: Rng) -> Cases:
    yield shown(5)
    yield shown(4)
    for size in (0, 1, 2, 3, 9, 16):
        yield hidden(size)
    yield hidden(rng.integer(20, 40))


@also
def _(size):
    middle = (size - 1) / 2
    picture = torch.zeros(size, size, dtype=torch.bool)
    for i in range(size):
        for j in range(size):
            picture[i, j] = (i - middle) ** 2 + (j - middle) ** 2 <= size**2 / 4
    return picture


@also
def _(size):
    odd = 2 * torch.arange(size) - (size - 1)
    return odd.square()[:, None] + odd.square() <= size**2


@also
def _(size):
    offset = torch.arange(size) - (size - 1) / 2
    return torch.hypot(offset[:, None], offset[None, :]) <= size / 2


@mistake("middle-off")
def _(size):
    offset = torch.arange(size) - size / 2
    return offset[:, None] ** 2 + offset**2 <= (size / 2) ** 2


@mistake("diamond")
def _(size):
    offset = (torch.arange(size) - (size - 1) / 2).abs()
    return offset[:, None] + offset <= size / 2


@mistake("radius-not-squared")
def _(size):
    offset = torch.arange(size) - (size - 1) / 2
    return offset[:, None] ** 2 + offset**2 <= size / 2


@mistake("middle-rounded")
def _(size):
    place = torch.arange(size) - (size - 1) // 2
    return place[:, None] ** 2 + place**2 <= (size // 2) ** 2


@mistake("middle-rounded")
def _(size):
    place = torch.arange(size) - size // 2
    return place[:, None] ** 2 + place**2 <= (size // 2) ** 2


@mistake("middle-rounded")
def _(size):
    place = torch.arange(size) - (size - 1) // 2
    return place[:, None] ** 2 + place**2 <= (size / 2) ** 2


@mistake("radius-too-small")
def _(size):
    place = torch.arange(size) - (size - 1) / 2
    return (place[:, None] ** 2 + place**2).sqrt() <= (size - 1) / 2


@mistake("square-drawn")
def _(size):
    place = (torch.arange(size) - (size - 1) / 2).abs()
    return torch.maximum(place[:, None], place) <= size / 2


@mistake("square-drawn")
def _(size):
    return torch.ones(size, size, dtype=torch.bool)


@mistake("one-line-only")
def _(size):
    place = torch.arange(size) - (size - 1) / 2
    return (place**2 + place**2).sqrt() <= size / 2
