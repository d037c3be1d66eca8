"""Images laid out as one row each."""

import torch

from lessons.authoring import Cases, Rng, exercise, hidden, mistake, shown


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
