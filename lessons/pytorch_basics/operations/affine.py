"""The step of a linear layer: x @ w + b."""

import torch

from lessons.authoring import Cases, Rng, also, exercise, hidden, mistake, shown


@exercise()
def affine(x, w, b):
    return x @ w + b


def cases(rng: Rng) -> Cases:
    # A square matrix first, for which the elementwise product raises no error.
    yield shown(
        torch.tensor([[1.0, 2.0], [3.0, 4.0]]),
        torch.tensor([[1.0, 0.0], [2.0, 1.0]]),
        torch.tensor([10.0, 20.0]),
    )
    yield shown(
        torch.tensor([[1.0, 0.0, 2.0], [0.0, 1.0, 1.0]]),
        torch.tensor([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]),
        torch.tensor([0.5, -0.5]),
    )
    for rows, inner, columns in rng.shapes(3, smallest=1):
        yield hidden(rng.normal(rows, inner), rng.normal(inner, columns), rng.normal(columns))
    yield hidden(rng.normal(3, 0), rng.normal(0, 2), rng.normal(2))
    yield hidden(rng.noncontiguous(rng.normal(5, 4)), rng.normal(3, 4).T, rng.normal(3))
    yield hidden(
        rng.normal(4, 3, dtype=torch.float64),
        rng.normal(3, 5, dtype=torch.float64),
        rng.normal(5, dtype=torch.float64),
    )


@mistake("elementwise-product", left="x", right="w")
def _(x, w, b):
    return x * w + b


@mistake("bias-forgotten", bias="b")
def _(x, w, b):
    return x @ w


@mistake("elementwise-product", left="x", right="w")
def _(x, w, b):
    return x * w


@mistake("bias-as-column")
def _(x, w, b):
    return x @ w + b[:, None]


@mistake("bias-multiplied")
def _(x, w, b):
    return x @ w * b


@mistake("bias-multiplied")
def _(x, w, b):
    return x @ (w + b)


@also
def _(x, w, b):
    return torch.addmm(b, x, w)


@also
def _(x, w, b):
    return torch.nn.functional.linear(x, w.T, b)


@also
def _(x, w, b):
    return torch.einsum("nk,km->nm", x, w).add(b)


@also
def _(x, w, b):
    result = torch.empty(x.shape[0], w.shape[1], dtype=x.dtype)
    for i in range(x.shape[0]):
        for j in range(w.shape[1]):
            result[i, j] = x[i].dot(w[:, j]) + b[j]
    return result


@mistake("bias-subtracted")
def _(x, w, b):
    return x @ w - b


@mistake("activation-added")
def _(x, w, b):
    return torch.relu(x @ w + b)


@mistake("activation-added")
def _(x, w, b):
    return torch.sigmoid(x @ w + b)


@mistake("activation-added")
def _(x, w, b):
    return torch.tanh(x @ w + b)


@mistake("first-row-only")
def _(x, w, b):
    return x[0] @ w + b
