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


@mistake("rows-added-up")
def _(f, x):
    x = x.detach().clone().requires_grad_()
    y = f(x)
    rows = []
    for each in y:
        each.backward(retain_graph=True)
        rows.append(x.grad.clone())
    return torch.stack(rows)


@mistake("same-tensor-again")
def _(f, x):
    x = x.detach().clone().requires_grad_()
    y = f(x)
    rows = []
    for each in y:
        if x.grad is not None:
            x.grad.zero_()
        each.backward(retain_graph=True)
        rows.append(x.grad)
    return torch.stack(rows)


@mistake("same-tensor-again")
def _(f, x):
    x = x.detach().clone().requires_grad_()
    y = f(x)
    rows = []
    for each in y:
        each.backward(retain_graph=True)
        rows.append(x.grad)
    return torch.stack(rows)


@mistake("difference-quotient")
def _(f, x):
    columns = []
    for i in range(len(x)):
        step = torch.zeros_like(x)
        step[i] = 0.1
        columns.append((f(x + step) - f(x)) / 0.1)
    return torch.stack(columns, dim=1)


@mistake("difference-quotient")
def _(f, x):
    columns = []
    for i in range(len(x)):
        step = torch.zeros_like(x)
        step[i] = 0.01
        columns.append((f(x + step) - f(x)) / 0.01)
    return torch.stack(columns, dim=1)


@mistake("difference-quotient")
def _(f, x):
    columns = []
    for i in range(len(x)):
        step = torch.zeros_like(x)
        step[i] = 1e-3
        columns.append((f(x + step) - f(x)) / 1e-3)
    return torch.stack(columns, dim=1)


@mistake("difference-quotient")
def _(f, x):
    columns = []
    for i in range(len(x)):
        step = torch.zeros_like(x)
        step[i] = 1e-4
        columns.append((f(x + step) - f(x)) / 1e-4)
    return torch.stack(columns, dim=1)


@mistake("difference-quotient")
def _(f, x):
    columns = []
    for i in range(len(x)):
        step = torch.zeros_like(x)
        step[i] = 1e-5
        columns.append((f(x + step) - f(x)) / 1e-5)
    return torch.stack(columns, dim=1)


@mistake("diagonal-only")
def _(f, x):
    x = x.detach().clone().requires_grad_()
    y = f(x)
    table = torch.zeros(len(y), len(x))
    for i in range(len(y)):
        table[i, i] = torch.autograd.grad(y[i], x, retain_graph=True)[0][i]
    return table


@mistake("diagonal-only")
def _(f, x):
    x = x.detach().clone().requires_grad_()
    y = f(x)
    table = torch.zeros(len(y), len(x))
    for i in range(min(table.shape)):
        table[i, i] = torch.autograd.grad(y[i], x, retain_graph=True)[0][i]
    return table


@mistake("values-returned")
def _(f, x):
    return f(x)
