"""The Jacobian matrix of a given function: one gradient for each output."""

import torch

from lessons.authoring import Cases, Rng, also, exercise, given, hidden, mistake, shown, slow


@given
def layer(weight):
    return lambda x: torch.tanh(weight @ x)


@given
def products(length):
    return lambda x: x[:length] * x[1 : length + 1] ** 2


@exercise(
    level="medium",
    minutes=12,
    tolerance=(1e-4, 1e-4),
    forbids=("jacobian", "jacrev", "jacfwd"),
)
def jacobian_by_hand(f, x):
    x = x.detach().requires_grad_()
    y = f(x)
    rows = [torch.autograd.grad(each, x, retain_graph=True)[0] for each in y]
    return torch.stack(rows)


def cases(rng: Rng) -> Cases:
    weight = torch.tensor([[1.0, 2.0, 0.0], [0.0, 1.0, -1.0]])
    yield shown(layer(weight), torch.tensor([0.0, 0.0, 0.0]))
    yield shown(products(2), torch.tensor([1.0, 2.0, 3.0]))
    for outputs, inputs in ((1, 1), (1, 4), (3, 3), (5, 2)):
        yield hidden(layer(rng.normal(outputs, inputs)), rng.normal(inputs))
    yield hidden(products(4), rng.normal(6))


@also
def _(f, x):
    x = x.detach().requires_grad_()
    y = f(x)
    directions = torch.eye(len(y))
    return torch.autograd.grad(y, x, directions, is_grads_batched=True)[0]


@also
def _(f, x):
    columns = [torch.func.jvp(f, (x,), (direction,))[1] for direction in torch.eye(len(x))]
    return torch.stack(columns, dim=1)


@mistake("outputs-added-up")
def _(f, x):
    x = x.detach().requires_grad_()
    return torch.autograd.grad(f(x).sum(), x)[0]


@mistake("jacobian-on-its-side")
def _(f, x):
    x = x.detach().requires_grad_()
    y = f(x)
    rows = [torch.autograd.grad(each, x, retain_graph=True)[0] for each in y]
    return torch.stack(rows, dim=1)


@mistake("second-walk-failed")
def _(f, x):
    x = x.detach().requires_grad_()
    rows = [torch.autograd.grad(each, x)[0] for each in f(x)]
    return torch.stack(rows)


@slow
def _(f, x):
    return torch.func.jacrev(f)(x)
