"""An orthonormal basis of the space that the columns of A span: any number of ways."""

import torch

from lessons.authoring import Cases, Rng, accepts, also, exercise, hidden, mistake, shown


@exercise()
def basis(A):
    return torch.linalg.svd(A, full_matrices=False).U


@accepts
def _(B, A):
    if not torch.allclose(B.T @ B, torch.eye(B.shape[1]), atol=1e-4):
        return "not-orthonormal"
    if not torch.allclose(B @ (B.T @ A), A, atol=1e-3):
        return "another-space"
    return None


def cases(rng: Rng) -> Cases:
    yield shown(torch.tensor([[1.0, 0.0], [1.0, 2.0], [0.0, 1.0]]))
    for rows, columns in ((4, 2), (6, 3)):
        yield hidden(rng.normal(rows, columns))


@also
def _(A):
    return torch.linalg.qr(A).Q


@also
def _(A):
    return -torch.linalg.qr(A.flip(1)).Q


@mistake("not-orthonormal")
def _(A):
    return A / A.norm(dim=0)


@mistake("another-space")
def _(A):
    return torch.eye(*A.shape)
