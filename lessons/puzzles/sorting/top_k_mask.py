"""A mask of the k largest of each row: topk finds them, scatter marks them."""

import torch

from lessons.authoring import Cases, Rng, also, exercise, hidden, mistake, shown, slow


@exercise(level="medium", minutes=8, forbids=("for", "while"))
def top_k_mask(x, k):
    best = x.topk(k, dim=1).indices
    return torch.zeros_like(x, dtype=torch.bool).scatter(1, best, True)


def cases(rng: Rng) -> Cases:
    yield shown(torch.tensor([[4.0, 9.0, 1.0], [8.0, 2.0, 5.0]]), 2)
    yield shown(torch.tensor([[1.0, 2.0]]), 0)
    for rows, columns, k in ((1, 1, 1), (2, 5, 3), (5, 3, 1), (4, 6, 6), (6, 8, 4)):
        yield hidden(rng.distinct(rows, columns), k)
    yield hidden(rng.noncontiguous(rng.distinct(5, 7)), 2)


@also
def _(x, k):
    return x.argsort(1, descending=True).argsort(1) < k


@also
def _(x, k):
    return (x[:, None, :] > x[:, :, None]).sum(2) < k


@mistake("best-of-the-table")
def _(x, k):
    mask = torch.zeros_like(x, dtype=torch.bool).flatten()
    mask[x.flatten().topk(min(k, x.numel())).indices] = True
    return mask.view_as(x)


@mistake("smallest-marked")
def _(x, k):
    return x.argsort(1).argsort(1) < k


@mistake("order-taken-for-places")
def _(x, k):
    return x.argsort(1, descending=True) < k


@slow
def _(x, k):
    mask = torch.zeros_like(x, dtype=torch.bool)
    for row in range(len(x)):
        mask[row, x[row].topk(k).indices] = True
    return mask


@mistake("best-of-each-column")
def _(x, k):
    best = x.argsort(0, descending=True).argsort(0)
    return best < k


@mistake("values-returned")
def _(x, k):
    return x.topk(k, dim=1).values


@mistake("every-row-marked")
def _(x, k):
    mask = torch.zeros_like(x, dtype=torch.bool)
    mask[:, x.topk(k, dim=1).indices] = True
    return mask
