"""All distances between two sets of points, by broadcasting."""

import torch

from lessons.authoring import Cases, Rng, exercise, hidden, mistake, shown


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
