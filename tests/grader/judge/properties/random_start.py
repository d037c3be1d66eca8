"""A random start of a layer: mean 0 and standard deviation 1 / sqrt(inputs), new at each call."""

import torch

from lessons.authoring import Cases, Rng, accepts, also, exercise, hidden, mistake, shown


@exercise(calls=2)
def random_start(inputs, outputs):
    return torch.randn(outputs, inputs) / inputs**0.5


@accepts
def _(W, inputs, outputs, again):
    wanted = inputs**-0.5
    if W.unique().numel() < W.numel() // 2:
        return "all-the-same"
    if abs(W.mean()) > 0.1 * W.std():
        return "not-around-zero"
    if not 0.9 * wanted < W.std() < 1.1 * wanted:
        return "another-spread"
    return "the-same-again" if torch.equal(W, again) else None


def cases(rng: Rng) -> Cases:
    yield shown(100, 60)
    yield hidden(rng.integer(60, 90), rng.integer(60, 90))


@also
def _(inputs, outputs):
    return torch.empty(outputs, inputs).normal_(std=inputs**-0.5)


@also
def _(inputs, outputs):
    return (torch.rand(outputs, inputs) - 0.5) * (12 / inputs) ** 0.5


@mistake("all-the-same")
def _(inputs, outputs):
    return torch.zeros(outputs, inputs)


@mistake("not-around-zero")
def _(inputs, outputs):
    return torch.rand(outputs, inputs) * (12 / inputs) ** 0.5


@mistake("another-spread")
def _(inputs, outputs):
    return torch.randn(outputs, inputs)


@mistake("other-way-round")
def _(inputs, outputs):
    return torch.randn(inputs, outputs) / inputs**0.5


@mistake("the-same-again")
def _(inputs, outputs):
    torch.manual_seed(0)
    return torch.randn(outputs, inputs) / inputs**0.5
