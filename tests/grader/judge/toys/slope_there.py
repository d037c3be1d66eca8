"""A slope as a Python number: two mistakes that look much like the reference."""

import torch

from lessons.authoring import Cases, Rng, exercise, hidden, mistake, shown


@exercise()
def slope_there(x0):
    x = torch.tensor(x0, requires_grad=True)
    (x**2).backward()
    return x.grad.item()


def cases(rng: Rng) -> Cases:
    yield shown(3.0)
    for _ in range(3):
        yield hidden(rng.integer(10, 40) / 4)


@mistake("returned-value")
def _(x0):
    return x0**2


@mistake("returned-tensor")
def _(x0):
    return torch.tensor(2 * x0)


@mistake("forgot-two")
def _(x0):
    return x0


@mistake("forgot-two")
def _(x0):
    return x0 / 2
