"""The gradient of a sum over a vector: backward from a scalar to a vector of gradients."""

import torch

from lessons.authoring import Cases, Rng, also, exercise, hidden, mistake, shown


@exercise()
def grad_of_sum(x):
    x = x.clone().requires_grad_()
    (x**3).sum().backward()
    return x.grad


def cases(rng: Rng) -> Cases:
    yield shown(torch.tensor([1.0, 2.0, 3.0]))
    yield shown(torch.tensor([-1.0, 0.5]))
    # No empty vector: a correct loop over its elements has no result to call backward on.
    for size in (1, 5, 64):
        yield hidden(rng.normal(size))
    yield hidden(rng.normal(8, dtype=torch.float64))
    yield hidden(rng.noncontiguous(rng.normal(7)))


@mistake("forgot-power")
def _(x):
    x = x.clone().requires_grad_()
    x.sum().backward()
    return x.grad


@mistake("forgot-power")
def _(x):
    x = x.clone().requires_grad_()
    (x**2).sum().backward()
    return x.grad


@mistake("mean-instead")
def _(x):
    x = x.clone().requires_grad_()
    (x**3).mean().backward()
    return x.grad


@mistake("cubed-the-sum")
def _(x):
    x = x.clone().requires_grad_()
    (x.sum() ** 3).backward()
    return x.grad


@mistake("whole-jacobian")
def _(x):
    return torch.autograd.functional.jacobian(lambda v: v**3, x)


@mistake("returned-s")
def _(x):
    return (x**3).sum()


@mistake("returned-s")
def _(x):
    return x**3


@mistake("first-only")
def _(x):
    x = x.clone().requires_grad_()
    (x**3)[0].backward()
    return x.grad


@also
def _(x):
    return 3 * x**2


@also
def _(x):
    return torch.func.grad(lambda v: (v**3).sum())(x)


@also
def _(x):
    x = x.detach().clone().requires_grad_()
    y = x**3
    y.backward(torch.ones_like(y))
    return x.grad


@also
def _(x):
    x = x.clone().requires_grad_()
    s = 0
    for element in x:
        s = s + element * element * element
    s.backward()
    return x.grad


@mistake("times-three")
def _(x):
    return torch.full_like(x, 3.0)


@mistake("times-three")
def _(x):
    return 3 * x
