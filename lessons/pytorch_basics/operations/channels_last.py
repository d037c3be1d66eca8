"""Channels moved from the second place to the last."""

import torch

from lessons.authoring import Cases, Rng, also, exercise, hidden, mistake, shown


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


@mistake("height-and-width-swapped")
def _(images):
    return images.permute(0, 3, 2, 1)


@mistake("other-way-round")
def _(images):
    return images.permute(0, 3, 1, 2)


@mistake("unchanged", asked="(N, H, W, C)")
def _(images):
    return images.contiguous(memory_format=torch.channels_last)


@mistake("one-swap-only")
def _(images):
    return images.transpose(1, 2)


@mistake("one-swap-only")
def _(images):
    return images.transpose(2, 3)


@also
def _(images):
    return images.movedim(1, -1)


@also
def _(images):
    return torch.einsum("nchw->nhwc", images)


@also
def _(images):
    return torch.stack([images[:, channel] for channel in range(images.shape[1])], dim=-1)


@also
def _(images):
    return images.transpose(1, 2).transpose(2, 3)


@mistake("first-image-only")
def _(images):
    return images[0].permute(1, 2, 0)
