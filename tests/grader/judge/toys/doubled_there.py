"""Twice x, computed on a device and brought back."""

import torch

from lessons.authoring import Cases, Rng, exercise, hidden, mistake, shown


@exercise(computed_on="device")
def doubled_there(x, device):
    return (x.to(device) * 2).cpu()


def cases(rng: Rng) -> Cases:
    yield shown(torch.tensor([1.0, 2.0]), "cpu")
    for device in rng.devices:
        yield hidden(rng.normal(2, 3), device)


@mistake("left-there")
def _(x, device):
    return x.to(device) * 2


@mistake("never-moved")
def _(x, device):
    return x * 2
