"""An image cut into square tiles as a view: four dimensions, two of them with long steps."""

import torch

from lessons.authoring import Cases, Rng, also, exercise, hidden, mistake, shown


@exercise(level="medium", minutes=12, shares_memory_with="image", forbids=("for", "while"))
def tiles(image, size):
    return image.unfold(0, size, size).unfold(1, size, size)


def cases(rng: Rng) -> Cases:
    yield shown(torch.arange(20, 36).reshape(4, 4), 2)
    for rows, columns, size in ((1, 1, 3), (2, 3, 2), (3, 1, 4), (1, 4, 2), (4, 3, 3)):
        yield hidden(rng.normal(rows * size, columns * size), size)
    yield hidden(rng.normal(3, 5), 1)
    yield hidden(rng.noncontiguous(rng.normal(6, 9)), 3)


@also
def _(image, size):
    return image.unflatten(0, (-1, size)).unflatten(2, (-1, size)).transpose(1, 2)


@also
def _(image, size):
    (height, width), (down, right) = image.shape, image.stride()
    return image.as_strided(
        (height // size, width // size, size, size), (size * down, size * right, down, right)
    )


@mistake("only-refilled")
def _(image, size):
    height, width = image.shape
    return image.reshape(height // size, width // size, size, size)


@mistake("tiles-lying-down")
def _(image, size):
    return image.unfold(1, size, size).unfold(0, size, size)


@mistake("copied-tiles")
def _(image, size):
    return image.unfold(0, size, size).unfold(1, size, size).contiguous()


@mistake("overlapping-tiles")
def _(image, size):
    return image.unfold(0, size, 1).unfold(1, size, 1)


@mistake("rows-still-apart")
def _(image, size):
    height, width = image.shape
    return image.unflatten(0, (height // size, size)).unflatten(2, (width // size, size))
