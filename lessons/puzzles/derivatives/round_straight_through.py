"""Rounding with the gradient of the identity: the straight-through estimator."""

import torch

from lessons.authoring import Cases, Rng, also, exercise, hidden, mistake, shown


@exercise(level="medium", minutes=10, grad_of=("x",))
def round_straight_through(x):
    return x + (x.round() - x).detach()


def cases(rng: Rng) -> Cases:
    yield shown(torch.tensor([0.2, 1.7, -2.6], requires_grad=True))
    for shape in ((1,), (5,), (4, 3), (2, 2, 3)):
        # At most 0.4 from an integer: x.round() and (x + 0.5).floor() agree.
        x = rng.integers(*shape, dtype=torch.float32) + rng.uniform(*shape, low=-0.4, high=0.4)
        yield hidden(x.requires_grad_())
    yield hidden((rng.noncontiguous(rng.integers(3, 4).float()) + 0.25).requires_grad_())


@also
def _(x):
    class Straight(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            return x.round()

        @staticmethod
        def backward(ctx, gradient):
            return gradient

    return Straight.apply(x)


@also
def _(x):
    rounded = (x + 0.5).floor().detach()
    return rounded + x - x.detach()


@mistake("gradient-all-zero")
def _(x):
    return x.round()


@mistake("not-rounded")
def _(x):
    return x.clone()


@mistake("gradient-all-zero")
def _(x):
    return x.round().detach()


@mistake("always-down")
def _(x):
    return x + (x.floor() - x).detach()


@mistake("always-down")
def _(x):
    return x + (x.trunc() - x).detach()


@mistake("always-down")
def _(x):
    return x + ((x + 0.5).int() - x).detach()


@mistake("correction-reversed")
def _(x):
    return x + (x - x.round()).detach()


@mistake("always-down")
def _(x):
    return x + (x.ceil() - x).detach()
