"""A bilinear layer: three tensors in one einsum."""

import torch

from lessons.authoring import Cases, Rng, also, exercise, hidden, mistake, shown, slow


@exercise(level="medium", minutes=8, allows=("einsum",), tolerance=(1e-4, 1e-4))
def bilinear(x, weight, y):
    return torch.einsum("bi,oij,bj->bo", x, weight, y)


def cases(rng: Rng) -> Cases:
    yield shown(
        torch.tensor([[1.0, 2.0]]),
        torch.tensor([[[1.0, 0.0], [0.0, 1.0]], [[0.0, 1.0], [0.0, 0.0]]]),
        torch.tensor([[10.0, 100.0]]),
    )
    for batch, out, left, right in ((2, 2, 3, 3), (4, 1, 2, 5), (3, 5, 4, 1), (0, 2, 3, 4)):
        weight = rng.normal(out, left, right)
        yield hidden(rng.normal(batch, left), weight, rng.normal(batch, right))
    yield hidden(rng.noncontiguous(rng.normal(3, 4)), rng.normal(2, 4, 4), rng.normal(3, 4))


@also
def _(x, weight, y):
    half = torch.einsum("bi,oij->boj", x, weight)
    return torch.einsum("boj,bj->bo", half, y)


@also
def _(x, weight, y):
    pairs = torch.einsum("bi,bj->bij", x, y)
    return torch.einsum("bij,oij->bo", pairs, weight)


@mistake("batches-mixed")
def _(x, weight, y):
    return torch.einsum("bi,oij,cj->bo", x, weight, y)


@mistake("outputs-summed")
def _(x, weight, y):
    return torch.einsum("bi,oij,bj->b", x, weight, y)


@mistake("weight-turned")
def _(x, weight, y):
    return torch.einsum("bi,oji,bj->bo", x, weight, y)


@slow
def _(x, weight, y):
    return torch.nn.functional.bilinear(x, y, weight)
