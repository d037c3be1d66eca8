"""Gradients for some rows only: the others are detached, and keep their values."""

import torch

from lessons.authoring import Cases, Rng, also, exercise, hidden, mistake, shown


@exercise(level="easy", minutes=5, grad_of=("weight",))
def frozen_rows(weight, trainable):
    return torch.where(trainable[:, None], weight, weight.detach())


def cases(rng: Rng) -> Cases:
    yield shown(
        torch.tensor([[1.0, 2.0], [3.0, 4.0]], requires_grad=True), torch.tensor([True, False])
    )
    for rows, columns in ((1, 1), (3, 4), (6, 2), (8, 5)):
        trainable = torch.arange(rows) % 2 == 0
        yield hidden(rng.normal(rows, columns, requires_grad=True), trainable)
        yield hidden(rng.normal(rows, columns, requires_grad=True), rng.integers(rows) > 0)
    yield hidden(rng.normal(3, 2, requires_grad=True), torch.tensor([False, False, False]))
    yield hidden(
        rng.noncontiguous(rng.normal(4, 3, requires_grad=True)),
        torch.tensor([True, False, False, True]),
    )


@also
def _(weight, trainable):
    result = weight.detach().clone()
    result[trainable] = weight[trainable]
    return result


@also
def _(weight, trainable):
    chosen = trainable[:, None].to(weight.dtype)
    return weight * chosen + (weight * (1 - chosen)).detach()


@also
def _(weight, trainable):
    result = weight.clone()
    result.register_hook(lambda gradient: gradient * trainable[:, None])
    return result


@mistake("rows-emptied")
def _(weight, trainable):
    return weight * trainable[:, None]


@mistake("everything-detached")
def _(weight, trainable):
    return weight.detach()


@mistake("nothing-frozen")
def _(weight, trainable):
    return weight.clone()


@mistake("choice-inverted")
def _(weight, trainable):
    return torch.where(trainable[:, None], weight.detach(), weight)


@mistake("rows-selected")
def _(weight, trainable):
    return weight[trainable]


@mistake("mask-on-columns")
def _(weight, trainable):
    return torch.where(trainable, weight, weight.detach())
