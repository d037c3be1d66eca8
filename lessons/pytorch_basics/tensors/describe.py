"""Shape, dtype and device of a tensor as plain Python values."""

import torch

from lessons.authoring import Cases, Rng, also, exercise, hidden, mistake, shown


@exercise()
def describe(t):
    return tuple(t.shape), t.dtype, t.device.type


def cases(rng: Rng) -> Cases:
    yield shown(torch.zeros(2, 3))
    yield shown(torch.tensor([1, 2, 3]))
    yield hidden(torch.tensor(True))
    yield hidden(rng.normal(0, 4))
    yield hidden(rng.normal(rng.integer(1, 5), rng.integer(1, 5), 2).double())
    # A device other than "cpu" that every machine has.
    yield hidden(torch.empty(3, 2, device="meta"))


@mistake("device-itself")
def _(t):
    return tuple(t.shape), t.dtype, t.device


@mistake("named-instead")
def _(t):
    return tuple(t.shape), str(t.dtype), t.device.type


@mistake("named-instead")
def _(t):
    return str(tuple(t.shape)), str(t.dtype), t.device.type


@mistake("named-instead")
def _(t):
    return tuple(t.shape), str(t.dtype), str(t.device)


@mistake("counted-instead")
def _(t):
    return t.dim(), t.dtype, t.device.type


@mistake("counted-instead")
def _(t):
    return t.numel(), t.dtype, t.device.type


@mistake("other-order", asked="shape, dtype, device")
def _(t):
    return t.dtype, tuple(t.shape), t.device.type


@mistake("other-order", asked="shape, dtype, device")
def _(t):
    return tuple(t.shape), t.device.type, t.dtype


@also
def _(t):
    return t.size(), t.dtype, t.device.type


@also
def _(t):
    sizes = []
    for number in range(t.dim()):
        sizes.append(t.size(number))
    return tuple(sizes), t.dtype, str(t.device).split(":")[0]


@mistake("values-fixed")
def _(t):
    return tuple(t.shape), torch.float32, "cpu"


@mistake("values-fixed")
def _(t):
    return tuple(t.shape), t.dtype, "cpu"


@mistake("values-fixed")
def _(t):
    return (2, 3), torch.float32, "cpu"
