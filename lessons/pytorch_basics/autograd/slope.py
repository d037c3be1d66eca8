"""The slope of a parabola at a point, by autograd, as a Python number."""

import torch

from lessons.authoring import Cases, Rng, exercise, hidden, mistake, shown


@exercise()
def slope(x0):
    x = torch.tensor(x0, requires_grad=True)
    y = x**2 + 2 * x + 1
    y.backward()
    return x.grad.item()


def cases(rng: Rng) -> Cases:
    yield shown(3.0)
    yield shown(0.0)
    for _ in range(4):
        # Quarters, for which float32 and float64 give equal results.
        yield hidden(rng.integer(-40, 41) / 4)


@mistake("returned-y")
def _(x0):
    x = torch.tensor(x0, requires_grad=True)
    y = x**2 + 2 * x + 1
    y.backward()
    return y.item()


@mistake("returned-tensor")
def _(x0):
    x = torch.tensor(x0, requires_grad=True)
    y = x**2 + 2 * x + 1
    y.backward()
    return x.grad
