"""The slope of a parabola at a point, by autograd, as a Python number."""

import torch

from lessons.authoring import Cases, Rng, also, exercise, hidden, mistake, shown


@exercise()
def slope(x0):
    x = torch.tensor(x0, requires_grad=True)
    y = x**2 + 2 * x + 1
    y.backward()
    return x.grad.item()


def cases(rng: Rng) -> Cases:
    yield shown(3.0)
    yield shown(0.0)
    # Quarters, for which float32 and float64 give equal results; never whole numbers alone, and
    # never of one sign alone.
    for quarters, low, high in ((0, -10, 10), (1, 1, 10), (2, -10, -2), (3, -10, 10)):
        yield hidden(rng.integer(low, high) + quarters / 4)


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


@mistake("left-graph", part="x**2")
def _(x0):
    x = torch.tensor(x0, requires_grad=True)
    y = x.item() ** 2 + 2 * x + 1
    y.backward()
    return x.grad.item()


@mistake("left-graph", part="x**2")
def _(x0):
    x = torch.tensor(x0, requires_grad=True)
    y = x**2 + 2 * x.item() + 1
    y.backward()
    return x.grad.item()


@mistake("fixed-point")
def _(x0):
    x = torch.tensor(3.0, requires_grad=True)
    y = x**2 + 2 * x + 1
    y.backward()
    return x.grad.item()


@mistake("added-up")
def _(x0):
    x = torch.tensor(x0, requires_grad=True)
    y = x**2 + 2 * x + 1
    y.backward(retain_graph=True)
    y.backward()
    return x.grad.item()


@also
def _(x0):
    return 2 * x0 + 2


@also
def _(x0):
    return torch.func.grad(lambda x: x**2 + 2 * x + 1)(torch.tensor(x0)).item()


@also
def _(x0):
    x = torch.nn.Parameter(torch.tensor([x0], dtype=torch.float64))
    (gradient,) = torch.autograd.grad((x.pow(2) + 2 * x + 1).sum(), x)
    return float(gradient)


@mistake("value-by-x")
def _(x0):
    height = torch.tensor(x0**2 + 2 * x0 + 1)
    return (height / torch.tensor(x0)).item()
