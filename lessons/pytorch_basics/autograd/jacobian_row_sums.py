"""The gradient of a sum over a vector: backward from a scalar to a vector of gradients."""

import torch

from lessons.authoring import Cases, Rng, exercise, hidden, mistake, shown


@exercise()
def grad_of_sum(x):
    x = x.clone().requires_grad_()
    (x**3).sum().backward()
    return x.grad


def cases(rng: Rng) -> Cases:
    yield shown(torch.tensor([1.0, 2.0, 3.0]))
    yield shown(torch.tensor([-1.0, 0.5]))
    # No empty vector: a correct loop over its elements has no result to call backward on.
    for size in (1, 5, 64):
        yield hidden(rng.normal(size))
    yield hidden(rng.normal(8, dtype=torch.float64))
    yield hidden(rng.noncontiguous(rng.normal(7)))


@mistake("forgot-power")
def _(x):
    x = x.clone().requires_grad_()
    x.sum().backward()
    return x.grad


@mistake("forgot-power")
def _(x):
    x = x.clone().requires_grad_()
    (x**2).sum().backward()
    return x.grad
