"""The device idiom: CUDA if it is available, else the CPU."""

import torch

from lessons.authoring import Cases, Rng, exercise, shown


@exercise()
def pick_device():
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")


def cases(rng: Rng) -> Cases:
    yield shown(cuda=False)
    yield shown(cuda=True)
