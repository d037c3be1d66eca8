"""A NumPy array from any tensor."""

import numpy as np
import torch

from lessons.authoring import Cases, Rng, also, exercise, hidden, mistake, shown


@exercise()
def to_array(t):
    return t.detach().cpu().numpy()


def cases(rng: Rng) -> Cases:
    yield shown(torch.tensor([1.0, 2.0, 3.0]))
    yield shown(torch.tensor([[0.5, -0.5]], requires_grad=True))
    for shape in rng.shapes(2, count=4):
        yield hidden(rng.normal(*shape, requires_grad=rng.choice([True, False])))
    yield hidden(rng.normal(3, 4, requires_grad=True))
    yield hidden(rng.normal(5, dtype=torch.float64, requires_grad=True))
    yield hidden(torch.tensor(rng.real(), requires_grad=True))
    yield hidden(rng.integers(2, 3))
    yield hidden(rng.integers(4, low=0, high=2, dtype=torch.bool))
    yield hidden(rng.noncontiguous(rng.normal(4, 3)))


@mistake("needs-detach")
def _(t):
    return t.numpy()


@mistake("switched-off", parameter="t")
def _(t):
    t.requires_grad_(False)
    return t.numpy()


@mistake("made-float64")
def _(t):
    return np.array(t.tolist(), dtype=np.float64)


@mistake("made-float64")
def _(t):
    return t.detach().double().numpy()


@mistake("made-float64")
def _(t):
    return np.array(t.tolist())


@also
def _(t):
    return t.numpy(force=True)


@also
def _(t):
    with torch.no_grad():
        return t.clone().numpy()


@also
def _(t):
    return np.asarray(t.detach())
