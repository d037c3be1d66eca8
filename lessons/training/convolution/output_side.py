"""The side of what a convolution returns."""

import torch

from lessons.authoring import Cases, Rng, also, exercise, hidden, mistake, shown


@exercise()
def output_side(side, kernel, stride, padding):
    return (side + 2 * padding - kernel) // stride + 1


def cases(rng: Rng) -> Cases:
    yield shown(8, 3, 1, 0)
    yield shown(8, 3, 1, 1)
    yield shown(8, 3, 2, 0)
    yield shown(9, 3, 2, 1)
    for kernel in (1, 3, 5, 7):
        for stride in (1, 2, 3):
            yield hidden(rng.integer(8, 65), kernel, stride, rng.integer(0, kernel))


@also
def _(side, kernel, stride, padding):
    layer = torch.nn.Conv2d(1, 1, kernel, stride=stride, padding=padding)
    return layer(torch.zeros(1, 1, side, side)).shape[-1]


@also
def _(side, kernel, stride, padding):
    return len(range(0, side + 2 * padding - kernel + 1, stride))


@also
def _(side, kernel, stride, padding):
    last = padding + side + padding - kernel
    return int(last / stride) + 1


@mistake("plus-one-missing")
def _(side, kernel, stride, padding):
    return (side + 2 * padding - kernel) // stride


@mistake("padding-once")
def _(side, kernel, stride, padding):
    return (side + padding - kernel) // stride + 1


@mistake("rounded-up")
def _(side, kernel, stride, padding):
    return -(-(side + 2 * padding - kernel) // stride) + 1


@mistake("stride-ignored")
def _(side, kernel, stride, padding):
    return side + 2 * padding - kernel + 1


@mistake("divided-at-the-end")
def _(side, kernel, stride, padding):
    return (side + 2 * padding - kernel + 1) // stride


@mistake("not-an-integer")
def _(side, kernel, stride, padding):
    return (side + 2 * padding - kernel) / stride + 1


@mistake("brackets-missing")
def _(side, kernel, stride, padding):
    return side + 2 * padding - kernel // stride + 1


@mistake("padding-ignored")
def _(side, kernel, stride, padding):
    return (side - kernel) // stride + 1


@mistake("padding-subtracted")
def _(side, kernel, stride, padding):
    return (side - 2 * padding - kernel) // stride + 1
