"""A tensor with the same values in the same memory, outside the graph."""

import torch

from lessons.authoring import Cases, Rng, also, exercise, hidden, mistake, shown


@exercise(shares_memory_with="t", requires_grad=False)
def target(t):
    return t.detach()


def cases(rng: Rng) -> Cases:
    yield shown(torch.tensor([1.0, 2.0, 3.0], requires_grad=True))
    yield shown(torch.tensor([1.0, 2.0, 3.0]))
    for shape in rng.shapes(2):
        yield hidden(rng.normal(*shape, requires_grad=True))
    yield hidden(rng.normal(2, 3, 4, dtype=torch.float64, requires_grad=True))
    yield hidden(rng.normal(3, 5).T.requires_grad_())
    yield hidden(rng.noncontiguous(rng.normal(4, 3, requires_grad=True)))
    yield hidden(rng.integers(7))


@mistake("copied")
def _(t):
    return t.detach().clone()


@mistake("graph-kept")
def _(t):
    return t


@mistake("switched-off", parameter="t")
def _(t):
    t.requires_grad_(False)
    return t


@mistake("switched-off", parameter="t")
def _(t):
    return t.detach_()


@also
def _(t):
    return t.data


@also
def _(t):
    return torch.from_numpy(t.detach().numpy())
