"""All distances between two sets of points, by broadcasting."""

import torch

from lessons.authoring import Cases, Rng, also, exercise, hidden, mistake, shown


# Accepts torch.cdist and |a|² + |b|² - 2ab, which lose digits if points are close.
@exercise(tolerance=(1e-3, 1e-3))
def pairwise_distances(a, b):
    differences = a[:, None, :] - b[None, :, :]
    return differences.pow(2).sum(dim=-1).sqrt()


def cases(rng: Rng) -> Cases:
    yield shown(
        torch.tensor([[0.0, 0.0], [3.0, 4.0]]),
        torch.tensor([[0.0, 0.0], [3.0, 0.0], [0.0, 4.0]]),
    )
    yield shown(torch.tensor([[1.0], [4.0], [-2.0]]), torch.tensor([[2.0]]))
    for points, others, axes in rng.shapes(3, smallest=1):
        yield hidden(rng.normal(points, axes), rng.normal(others, axes))
    yield hidden(rng.noncontiguous(rng.normal(4, 3)), rng.normal(3, 6).T - 10)
    yield hidden(rng.normal(3, 0), rng.normal(2, 0))


@mistake("squared-distances")
def _(a, b):
    differences = a[:, None, :] - b[None, :, :]
    return differences.pow(2).sum(dim=-1)


@mistake("manhattan")
def _(a, b):
    return (a[:, None, :] - b[None, :, :]).abs().sum(dim=-1)


@mistake("averaged-instead")
def _(a, b):
    return (a[:, None, :] - b[None, :, :]).pow(2).mean(dim=-1).sqrt()


@mistake("table-transposed")
def _(a, b):
    return (b[:, None, :] - a[None, :, :]).pow(2).sum(dim=-1).sqrt()


@mistake("kept-dimension", asked="(N, M)", got="(N, M, 1)")
def _(a, b):
    return (a[:, None, :] - b[None, :, :]).pow(2).sum(dim=-1, keepdim=True).sqrt()


@mistake("summed-before-squaring")
def _(a, b):
    return (a[:, None, :] - b[None, :, :]).sum(dim=-1).pow(2).sqrt()


@also
def _(a, b):
    return torch.cdist(a, b)


@also
def _(a, b):
    table = torch.zeros(len(a), len(b))
    for i in range(len(a)):
        for j in range(len(b)):
            table[i, j] = torch.sqrt(((a[i] - b[j]) ** 2).sum())
    return table


@also
def _(a, b):
    return torch.linalg.norm(a.unsqueeze(1) - b, dim=-1)


@also
def _(a, b):
    squares = (a**2).sum(1)[:, None] + (b**2).sum(1) - 2 * a @ b.T
    return squares.clamp(min=0).sqrt()


@mistake("wrong-dimension-summed")
def _(a, b):
    return (a[:, None] - b[None]).pow(2).sum(dim=1).sqrt()


@mistake("wrong-dimension-summed")
def _(a, b):
    return (a[:, None] - b[None]).pow(2).sum(dim=0).sqrt()


@mistake("product-instead")
def _(a, b):
    return a @ b.T
