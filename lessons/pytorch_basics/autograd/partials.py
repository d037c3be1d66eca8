"""Both partial derivatives of a function of two variables, from one backward pass."""

import math

import torch

from lessons.authoring import Cases, Rng, also, exercise, hidden, mistake, shown


# Accepts results computed in float32 and in float64.
@exercise(tolerance=(1e-4, 1e-5))
def partials(x, y):
    x = torch.tensor(x, requires_grad=True)
    y = torch.tensor(y, requires_grad=True)
    z = x * y + torch.sin(x)
    z.backward()
    return x.grad.item(), y.grad.item()


def cases(rng: Rng) -> Cases:
    yield shown(0.0, 2.0)
    yield shown(1.0, -3.0)
    for _ in range(4):
        # y is not close to x, or swapped derivatives would be nearly equal.
        yield hidden(rng.real(-3.0, 0.0), rng.real(2.0, 6.0))
    yield hidden(rng.real(2.0, 4.0), rng.real(-6.0, -1.0))


@mistake("swapped")
def _(x, y):
    x = torch.tensor(x, requires_grad=True)
    y = torch.tensor(y, requires_grad=True)
    z = x * y + torch.sin(x)
    z.backward()
    return y.grad.item(), x.grad.item()


@mistake("left-graph", part="torch.sin(x)")
def _(x, y):
    x = torch.tensor(x, requires_grad=True)
    y = torch.tensor(y, requires_grad=True)
    z = x * y + math.sin(x.item())
    z.backward()
    return x.grad.item(), y.grad.item()


@mistake("added-up")
def _(x, y):
    x = torch.tensor(x, requires_grad=True)
    y = torch.tensor(y, requires_grad=True)
    z = x * y + torch.sin(x)
    z.backward(retain_graph=True)
    dx = x.grad.item()
    z.backward()
    return dx, y.grad.item()


@mistake("added-up")
def _(x, y):
    x = torch.tensor(x, requires_grad=True)
    y = torch.tensor(y, requires_grad=True)
    z = x * y + torch.sin(x)
    z.backward(retain_graph=True)
    z.backward()
    return x.grad.item(), y.grad.item()


@mistake("returned-tensor")
def _(x, y):
    x = torch.tensor(x, requires_grad=True)
    y = torch.tensor(y, requires_grad=True)
    z = x * y + torch.sin(x)
    z.backward()
    return x.grad, y.grad


@also
def _(x, y):
    x = torch.tensor(x, dtype=torch.float64, requires_grad=True)
    y = torch.tensor(y, dtype=torch.float64, requires_grad=True)
    dx, dy = torch.autograd.grad(x * y + x.sin(), (x, y))
    return float(dx), float(dy)


@also
def _(x, y):
    return y + math.cos(x), x


@also
def _(x, y):
    point = torch.tensor([x, y], requires_grad=True)
    (point.prod() + point[0].sin()).backward()
    return tuple(point.grad.tolist())


@mistake("sine-of-y")
def _(x, y):
    first = torch.tensor(x, requires_grad=True)
    second = torch.tensor(y, requires_grad=True)
    value = first * second + torch.sin(second)
    value.backward()
    return first.grad.item(), second.grad.item()


@mistake("minus-cosine")
def _(x, y):
    return y - torch.cos(torch.tensor(x)).item(), x
