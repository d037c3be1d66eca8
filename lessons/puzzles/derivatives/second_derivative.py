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
