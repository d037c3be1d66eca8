"""The sum of squares, with a graph back to x."""

import torch

from lessons.authoring import Cases, Rng, exercise, hidden, mistake, shown


@exercise(requires_grad=True, grad_of=("x",))
def square_sum(x):
    return (x**2).sum()


def cases(rng: Rng) -> Cases:
    yield shown(torch.tensor([1.0, 2.0], requires_grad=True))
    for shape in rng.shapes(1, smallest=1):
        yield hidden(rng.normal(*shape, requires_grad=True))


@mistake("cut-off")
def _(x):
    return (x.detach() ** 2).sum()
