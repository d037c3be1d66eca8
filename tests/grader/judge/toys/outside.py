"""The same values outside the graph, the input left as it is."""

import torch

from lessons.authoring import Cases, Rng, exercise, hidden, mistake, shown


@exercise(requires_grad=False)
def outside(t):
    return t.detach()


def cases(rng: Rng) -> Cases:
    yield shown(torch.tensor([1.0, 2.0], requires_grad=True))
    yield hidden(rng.normal(3, requires_grad=True))


@mistake("graph-kept")
def _(t):
    return t * 1
