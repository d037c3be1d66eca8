"""Channels moved from the second place to the last."""

import torch

from lessons.authoring import Cases, Rng, exercise, hidden, mistake, shown


@exercise()
def channels_last(images):
    return images.permute(0, 2, 3, 1)


def cases(rng: Rng) -> Cases:
    yield shown(torch.arange(8.0).reshape(1, 2, 2, 2))
    yield shown(torch.arange(12.0).reshape(1, 3, 1, 4))
    # No batch is empty: stacking image by image is correct, and stack() of no tensors raises.
    for shape in rng.shapes(4, smallest=1):
        yield hidden(rng.normal(*shape))
    yield hidden(rng.normal(2, 3, 4, 5))
    yield hidden(rng.integers(2, 3, 5, 4, low=0, high=256, dtype=torch.uint8))


@mistake("reshaped-instead-of-permuted")
def _(images):
    count, channels, height, width = images.shape
    return images.reshape(count, height, width, channels)
