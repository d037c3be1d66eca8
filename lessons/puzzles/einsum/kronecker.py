"""The Kronecker product: four letters, then pairs of them become one dimension."""

import torch

from lessons.authoring import Cases, Rng, also, exercise, hidden, mistake, shown, slow


@exercise(level="hard", minutes=15, allows=("einsum", "reshape", "flatten", "view"))
def kronecker(a, b):
    (rows, columns), (height, width) = a.shape, b.shape
    return torch.einsum("ij,kl->ikjl", a, b).reshape(rows * height, columns * width)


def cases(rng: Rng) -> Cases:
    yield shown(torch.tensor([[1, 10]]), torch.tensor([[1, 2], [3, 4]]))
    for rows, columns, height, width in ((1, 1, 2, 3), (2, 3, 1, 1), (2, 2, 3, 3), (3, 4, 2, 5)):
        yield hidden(rng.normal(rows, columns), rng.normal(height, width))
    yield hidden(rng.normal(2, 3), rng.normal(0, 4))
    yield hidden(rng.noncontiguous(rng.normal(3, 2)), rng.noncontiguous(rng.normal(2, 4)))


@also
def _(a, b):
    return torch.einsum("ij,kl->ikjl", a, b).flatten(2).flatten(0, 1)


@also
def _(a, b):
    blocks = a[:, None, :, None] * b[None, :, None, :]
    return blocks.reshape(len(a) * len(b), a.shape[1] * b.shape[1])


@mistake("letters-not-interleaved")
def _(a, b):
    (rows, columns), (height, width) = a.shape, b.shape
    return torch.einsum("ij,kl->ijkl", a, b).reshape(rows * height, columns * width)


@mistake("roles-swapped")
def _(a, b):
    (rows, columns), (height, width) = a.shape, b.shape
    return torch.einsum("ij,kl->kilj", a, b).reshape(rows * height, columns * width)


@slow
def _(a, b):
    return torch.kron(a, b)
