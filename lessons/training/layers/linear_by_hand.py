"""What nn.Linear computes, for any number of leading dimensions."""

import torch

from lessons.authoring import Cases, Rng, also, exercise, hidden, mistake, shown


@exercise(forbids=("linear", "Linear"))
def linear_by_hand(x, weight, bias):
    return x @ weight.T + bias


def cases(rng: Rng) -> Cases:
    x = torch.tensor([[1.0, 2.0, 3.0]])
    weight = torch.tensor([[1.0, 0.0, 0.0], [0.0, 1.0, 1.0]])
    yield shown(x, weight, torch.tensor([0.0, 10.0]))
    square = torch.tensor([[1.0, 2.0], [0.0, 1.0]])
    yield shown(torch.tensor([[1.0, 1.0]]), square, torch.zeros(2))
    for rows, inputs, outputs in rng.shapes(3, smallest=1):
        x = rng.normal(rows, inputs)
        yield hidden(x, rng.normal(outputs, inputs), rng.normal(outputs))
    yield hidden(rng.normal(2, 5, 3), rng.normal(4, 3), rng.normal(4))
    yield hidden(rng.normal(3), rng.normal(4, 3), rng.normal(4))


@also
def _(x, weight, bias):
    return torch.einsum("...i,oi->...o", x, weight) + bias


@also
def _(x, weight, bias):
    return (x[..., None, :] * weight).sum(-1) + bias


@mistake("not-transposed")
def _(x, weight, bias):
    return x @ weight + bias


@mistake("bias-forgotten", bias="bias")
def _(x, weight, bias):
    return x @ weight.T


@mistake("weight-first")
def _(x, weight, bias):
    return weight @ x.T + bias


@mistake("bias-first")
def _(x, weight, bias):
    return (x + bias) @ weight.T


@mistake("elementwise-product", left="x", right="weight.T")
def _(x, weight, bias):
    return x * weight.T + bias


@mistake("elementwise-product", left="x", right="weight.T")
def _(x, weight, bias):
    return x * weight + bias


@mistake("bias-subtracted")
def _(x, weight, bias):
    return x @ weight.T - bias
