"""Any Q and R with orthonormal columns and an upper triangle whose product is A."""

import torch

from lessons.authoring import Cases, Rng, accepts, also, exercise, hidden, mistake, shown


@exercise()
def qr_factors(A):
    Q, R = torch.linalg.qr(A)
    return Q, R


@accepts
def _(factors, A):
    Q, R = factors
    if not torch.allclose(R, R.triu(), atol=1e-4):
        return "not-a-triangle"
    if not torch.allclose(Q.T @ Q, torch.eye(Q.shape[1]), atol=1e-4):
        return "not-orthonormal"
    if not torch.allclose(Q @ R, A, atol=1e-3):
        return "another-product"
    return None


def cases(rng: Rng) -> Cases:
    yield shown(torch.tensor([[3.0, 1.0], [4.0, 2.0]]))
    for rows, columns in ((3, 3), (5, 2), (4, 4)):
        yield hidden(rng.normal(rows, columns))


@also
def _(A):
    Q, R = torch.linalg.qr(A)
    signs = torch.where(R.diagonal() < 0, -1.0, 1.0)
    return Q * signs, signs[:, None] * R


@also
def _(A):
    columns = []
    for column in A.T:
        rest = column.clone()
        for each in columns:
            rest -= (each @ rest) * each
        columns.append(rest / rest.norm())
    Q = torch.stack(columns, dim=1)
    return [Q, (Q.T @ A).triu()]


@mistake("not-orthonormal")
def _(A):
    Q, R = torch.linalg.qr(A)
    return Q * 2, R / 2


@mistake("not-a-triangle")
def _(A):
    Q, R = torch.linalg.qr(A)
    return Q.flip(1), R.flip(0)


@mistake("another-product")
def _(A):
    Q, R = torch.linalg.qr(A)
    return Q, R + torch.eye(R.shape[1])


@mistake("swapped")
def _(A):
    Q, R = torch.linalg.qr(A)
    return R, Q.double()
