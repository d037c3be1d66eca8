"""The device to compute on."""

import torch

from lessons.authoring import Cases, Rng, exercise, shown


@exercise()
def where_to():
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")


def cases(rng: Rng) -> Cases:
    yield shown(cuda=False)
    yield shown(cuda=True)
