"""Images laid out as one row each."""

import torch

from lessons.authoring import Cases, Rng, also, exercise, hidden, mistake, shown


@exercise()
def flatten_images(images):
    return images.flatten(start_dim=1)


def cases(rng: Rng) -> Cases:
    # All are contiguous and none is empty, so that view(N, -1) and reshape(N, -1) also work.
    yield shown(torch.arange(8.0).reshape(2, 1, 2, 2))
    yield shown(torch.arange(12.0).reshape(1, 3, 2, 2))
    for shape in rng.shapes(4, smallest=1):
        yield hidden(rng.normal(*shape))
    yield hidden(rng.integers(3, 3, 4, 5, low=0, high=256, dtype=torch.uint8))


@mistake("flattened-batch-too")
def _(images):
    return images.flatten()


@mistake("flattened-batch-too")
def _(images):
    return images.reshape(1, -1)


@mistake("wrong-dimensions-merged")
def _(images):
    return images.flatten(end_dim=1)


@mistake("wrong-dimensions-merged")
def _(images):
    return images.flatten(1, 2)


@mistake("wrong-dimensions-merged")
def _(images):
    return images.flatten(2)


@mistake("wrong-dimensions-merged")
def _(images):
    return images.flatten(0, 2)


@mistake("wrong-dimensions-merged")
def _(images):
    return images.reshape(-1, images.shape[1])


@mistake("wrong-dimensions-merged")
def _(images):
    return images.reshape(images.shape[1], -1)


@mistake("one-column-per-image")
def _(images):
    return images.flatten(1).T


@mistake("one-column-per-image")
def _(images):
    return images.reshape(-1, len(images))


@mistake("reordered")
def _(images):
    return images.permute(0, 2, 3, 1).flatten(1)


@mistake("made-float", asked="uint8")
def _(images):
    return images.flatten(1).float()


@mistake("unchanged", asked="(N, C*H*W)")
def _(images):
    return images


@also
def _(images):
    return images.reshape(images.shape[0], -1)


@also
def _(images):
    return torch.stack([image.reshape(-1) for image in images])


@also
def _(images):
    return torch.nn.Flatten()(images)


@mistake("channels-averaged")
def _(images):
    count, _, height, width = images.shape
    return images.float().mean(1).reshape(count, height * width)


@mistake("channels-averaged")
def _(images):
    return images.mean(dim=1).flatten(1)


@mistake("channels-averaged")
def _(images):
    return images.sum(dim=1).flatten(1)


@mistake("channels-averaged")
def _(images):
    return images[:, 0].flatten(1)
