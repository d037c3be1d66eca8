"""A Hessian times a vector, without the Hessian: the gradient of gradient · v."""

import torch

from lessons.authoring import Cases, Rng, also, exercise, given, hidden, mistake, shown, slow


@given
def bowl(matrix):
    return lambda x: x @ matrix @ x + (x**4).sum() / 4


@exercise(level="hard", minutes=20, tolerance=(1e-3, 1e-3), operations="constant")
def hessian_vector(f, x, v):
    x = x.detach().requires_grad_()
    (slope,) = torch.autograd.grad(f(x), x, create_graph=True)
    (product,) = torch.autograd.grad(slope @ v, x)
    return product


def cases(rng: Rng) -> Cases:
    matrix = torch.tensor([[1.0, 2.0], [0.0, 3.0]])
    yield shown(bowl(matrix), torch.tensor([1.0, 0.0]), torch.tensor([1.0, 10.0]))
    for size in (1, 2, 5, 9):
        yield hidden(bowl(rng.normal(size, size)), rng.normal(size), rng.normal(size))
    yield hidden(bowl(rng.normal(4, 4)), rng.normal(4), torch.zeros(4))
    yield hidden(bowl(rng.normal(3, 3)), rng.normal(3), rng.normal(3), size="n")
    yield hidden(bowl(rng.normal(30, 30)), rng.normal(30), rng.normal(30), size="10n")


@also
def _(f, x, v):
    return torch.func.jvp(torch.func.grad(f), (x,), (v,))[1]


@also
def _(f, x, v):
    return torch.autograd.functional.vhp(f, x, v)[1]


@slow
def _(f, x, v):
    x = x.detach().requires_grad_()
    (slope,) = torch.autograd.grad(f(x), x, create_graph=True)
    rows = [torch.autograd.grad(each, x, retain_graph=True)[0] for each in slope]
    return torch.stack(rows) @ v


@mistake("gradient-times-vector")
def _(f, x, v):
    x = x.detach().requires_grad_()
    return torch.autograd.grad(f(x), x)[0] * v


@mistake("only-the-slope-along")
def _(f, x, v):
    x = x.detach().requires_grad_()
    return torch.autograd.grad(f(x), x)[0] @ v


@mistake("vector-too-late")
def _(f, x, v):
    x = x.detach().requires_grad_()
    (slope,) = torch.autograd.grad(f(x), x, create_graph=True)
    return torch.autograd.grad(slope.sum(), x)[0] * v


@mistake("gradient-still-inside")
def _(f, x, v):
    x = x.detach().clone().requires_grad_()
    f(x).backward(create_graph=True)
    (x.grad @ v).backward()
    return x.grad


@mistake("slope-elsewhere")
def _(f, x, v):
    return torch.func.grad(f)(x + v)


@mistake("slope-elsewhere")
def _(f, x, v):
    return torch.func.grad(f)(v)


@mistake("vector-forgotten")
def _(f, x, v):
    x = x.detach().clone().requires_grad_()
    (slope,) = torch.autograd.grad(f(x), x, create_graph=True)
    return torch.autograd.grad(slope.sum(), x)[0]
