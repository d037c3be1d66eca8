"""The sum of some tensors, computed on a device and brought back once."""

import torch

from lessons.authoring import Cases, Rng, exercise, hidden, mistake, shown


@exercise(computed_on="device", fewest_transfers=True)
def added_there(parts, device):
    total = torch.zeros(2, device=device)
    for part in parts:
        total = total + part.to(device)
    return total.cpu()


def cases(rng: Rng) -> Cases:
    yield shown([torch.tensor([1.0, 2.0]), torch.tensor([3.0, 4.0])], "cpu")
    yield hidden([rng.normal(2) for _ in range(3)], "meta")
    for device in rng.devices:
        yield hidden([rng.normal(2) for _ in range(3)], device)


@mistake("back-each-time")
def _(parts, device):
    total = torch.zeros(2)
    for part in parts:
        there = part.to(device)
        total = total + (there + 0).cpu()
    return total
