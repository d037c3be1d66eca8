"""A text, a number, and a tensor of many entries; two of its cases are hidden."""

import torch

from lessons.authoring import Cases, Rng, exercise, hidden, shown


@exercise()
def kind_of(x):
    return x.device.type, x.shape[0], x * 2


def cases(rng: Rng) -> Cases:
    yield shown(torch.tensor([1.0, 2.0]))
    yield hidden(torch.empty(5, device="meta"))
    yield hidden(rng.normal(6))
