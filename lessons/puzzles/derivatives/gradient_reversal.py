"""The identity, whose gradient turns round: a value outside the graph corrects the other part."""

import torch

from lessons.authoring import Cases, Rng, also, exercise, hidden, mistake, shown


@exercise(level="medium", minutes=8, grad_of=("x",))
def gradient_reversal(x, strength):
    backwards = -strength * x
    return backwards + (x - backwards).detach()


def cases(rng: Rng) -> Cases:
    yield shown(torch.tensor([1.0, 2.0], requires_grad=True), 0.5)
    for shape in ((1,), (4,), (3, 5), (2, 3, 2)):
        yield hidden(rng.normal(*shape, requires_grad=True), rng.real(1.5, 3))
    yield hidden(rng.normal(3, requires_grad=True), 0.25)
    yield hidden(rng.noncontiguous(rng.normal(3, 4, requires_grad=True)), 2.0)


@also
def _(x, strength):
    result = x.clone()
    result.register_hook(lambda gradient: -strength * gradient)
    return result


@also
def _(x, strength):
    class Reversed(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            return x.clone()

        @staticmethod
        def backward(ctx, gradient):
            return -strength * gradient

    return Reversed.apply(x)


@mistake("values-turned")
def _(x, strength):
    return -strength * x


@mistake("strength-forgotten")
def _(x, strength):
    return (2 * x).detach() - x


@mistake("nothing-turned")
def _(x, strength):
    return x.clone()


@mistake("not-turned-round")
def _(x, strength):
    scaled = strength * x
    return scaled + (x - scaled).detach()


@mistake("graph-cut")
def _(x, strength):
    return x.detach()


@mistake("graph-cut")
def _(x, strength):
    return x.detach().clone().requires_grad_()


@mistake("graph-cut")
def _(x, strength):
    return x.detach() * -strength + x.detach() * (1 + strength)


@mistake("divided-by-strength")
def _(x, strength):
    scaled = -x / strength
    return scaled + (x - scaled).detach()
