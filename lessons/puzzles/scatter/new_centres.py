"""One step of k-means: the mean of the points of each cluster."""

import torch

from lessons.authoring import Cases, Rng, also, exercise, hidden, mistake, shown, slow


@exercise(level="hard", minutes=18, operations="constant", tolerance=(1e-4, 1e-4))
def new_centres(points, clusters, count):
    totals = torch.zeros(count, points.shape[1]).index_add(0, clusters, points)
    sizes = torch.zeros(count).index_add(0, clusters, torch.ones(len(points)))
    return totals / sizes.clamp(min=1)[:, None]


def cases(rng: Rng) -> Cases:
    yield shown(
        torch.tensor([[1.0, 2.0], [3.0, 6.0], [7.0, 5.0]]),
        torch.tensor([0, 0, 2]),
        3,
    )
    for number, features, count in ((1, 1, 1), (6, 2, 3), (5, 5, 5), (20, 3, 4)):
        clusters = rng.integers(number, low=0, high=count)
        yield hidden(rng.uniform(number, features, low=1, high=9), clusters, count)
    points = rng.noncontiguous(rng.normal(8, 3))
    yield hidden(points, rng.noncontiguous(rng.integers(8, low=0, high=2)), 4)
    yield hidden(rng.normal(12, 2), rng.integers(12, low=0, high=3), 4, size="n")
    yield hidden(rng.normal(120, 2), rng.integers(120, low=0, high=30), 40, size="10n")


@also
def _(points, clusters, count):
    member = torch.eye(count)[clusters]
    return member.T @ points / member.sum(0).clamp(min=1)[:, None]


@also
def _(points, clusters, count):
    member = (clusters[:, None] == torch.arange(count)).float()
    shares = member / member.sum(0).clamp(min=1)
    return torch.einsum("nd,nk->kd", points, shares)


@also
def _(points, clusters, count):
    where = clusters[:, None].expand_as(points)
    zeros = torch.zeros(count, points.shape[1])
    return zeros.scatter_reduce(0, where, points, "mean", include_self=False)


@slow
def _(points, clusters, count):
    centres = torch.zeros(count, points.shape[1])
    for k in range(count):
        if (clusters == k).any():
            centres[k] = points[clusters == k].mean(0)
    return centres


@mistake("nan-for-empty")
def _(points, clusters, count):
    member = torch.eye(count)[clusters]
    return member.T @ points / member.sum(0)[:, None]


@mistake("divided-by-all")
def _(points, clusters, count):
    return torch.eye(count)[clusters].T @ points / len(points)


@mistake("zero-point-added")
def _(points, clusters, count):
    where = clusters[:, None].expand_as(points)
    zeros = torch.zeros(count, points.shape[1])
    return zeros.scatter_reduce(0, where, points, "mean")


@mistake("sums-instead")
def _(points, clusters, count):
    return torch.zeros(count, points.shape[1]).index_add(0, clusters, points)


@mistake("last-point-wins")
def _(points, clusters, count):
    centres = torch.zeros(count, points.shape[1])
    centres[clusters] = points
    return centres
