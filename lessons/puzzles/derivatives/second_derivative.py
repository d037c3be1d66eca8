"""The second derivative of a given function: the first one keeps its graph."""

import torch

from lessons.authoring import Cases, Rng, also, exercise, given, hidden, mistake, shown, slow


@given
def polynomial(factors):
    return lambda x: sum(factor * x**power for power, factor in enumerate(factors))


@given
def wave(speed):
    return lambda x: torch.sin(speed * x) * x


@exercise(level="medium", minutes=8, tolerance=(1e-3, 1e-3), forbids=("hessian",))
def second_derivative(f, x):
    x = x.detach().requires_grad_()
    (slope,) = torch.autograd.grad(f(x).sum(), x, create_graph=True)
    (curvature,) = torch.autograd.grad(slope.sum(), x)
    return curvature


def cases(rng: Rng) -> Cases:
    yield shown(polynomial([0.0, 0.0, 0.0, 1.0]), torch.tensor([1.0, 2.0]))
    for count in (1, 3, 8):
        factors = [rng.real(1, 2) for _ in range(4)]
        yield hidden(polynomial(factors), rng.uniform(count, low=-2, high=2))
        yield hidden(wave(rng.real(1, 2)), rng.uniform(count, low=-2, high=2))
    # Large values, whose differences are lost in the rounding of float32.
    yield hidden(polynomial([1.0, 2.0, 1.0, 1.0]), rng.uniform(9, low=20, high=40))


@also
def _(f, x):
    return torch.func.vmap(torch.func.grad(torch.func.grad(f)))(x)


@also
def _(f, x):
    x = x.clone().requires_grad_()
    f(x).sum().backward(create_graph=True)
    slope = x.grad
    x.grad = None
    slope.sum().backward()
    return x.grad


@mistake("first-derivative")
def _(f, x):
    x = x.detach().requires_grad_()
    return torch.autograd.grad(f(x).sum(), x)[0]


@mistake("graph-gone")
def _(f, x):
    x = x.detach().requires_grad_()
    (slope,) = torch.autograd.grad(f(x).sum(), x)
    return torch.autograd.grad(slope.sum(), x)[0]


@mistake("derivatives-added")
def _(f, x):
    x = x.detach().clone().requires_grad_()
    f(x).sum().backward(create_graph=True)
    x.grad.sum().backward()
    return x.grad


@slow
def _(f, x):
    return torch.func.vmap(torch.func.hessian(f))(x)


@mistake("slope-squared")
def _(f, x):
    x = x.detach().clone().requires_grad_()
    f(x).sum().backward()
    return x.grad**2


@mistake("function-twice")
def _(f, x):
    x = x.detach().clone().requires_grad_()
    return torch.autograd.grad(f(f(x)).sum(), x)[0]


@mistake("averaged")
def _(f, x):
    x = x.detach().clone().requires_grad_()
    slope = torch.autograd.grad(f(x).mean(), x, create_graph=True)[0]
    return torch.autograd.grad(slope.mean(), x)[0]


@mistake("averaged")
def _(f, x):
    x = x.detach().clone().requires_grad_()
    slope = torch.autograd.grad(f(x).mean(), x, create_graph=True)[0]
    return torch.autograd.grad(slope.sum(), x)[0]


@mistake("averaged")
def _(f, x):
    x = x.detach().clone().requires_grad_()
    slope = torch.autograd.grad(f(x).sum(), x, create_graph=True)[0]
    return torch.autograd.grad(slope.mean(), x)[0]


@mistake("difference-quotient")
def _(f, x):
    return (f(x + 0.1) - 2 * f(x) + f(x - 0.1)) / 0.1**2


@mistake("difference-quotient")
def _(f, x):
    return (f(x + 0.01) - 2 * f(x) + f(x - 0.01)) / 0.01**2


@mistake("difference-quotient")
def _(f, x):
    return (f(x + 1e-3) - 2 * f(x) + f(x - 1e-3)) / 1e-3**2


@mistake("difference-quotient")
def _(f, x):
    return (f(x + 1e-4) - 2 * f(x) + f(x - 1e-4)) / 1e-4**2
