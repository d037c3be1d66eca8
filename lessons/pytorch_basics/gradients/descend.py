"""Least squares by gradient descent."""

import torch

from lessons.authoring import Cases, Rng, exercise, hidden, mistake, shown


# Rounding errors of many small steps differ between correct solutions.
@exercise(tolerance=(1e-4, 1e-5))
def descend(w, X, y, lr, steps):
    w = w.clone().requires_grad_()
    for _ in range(steps):
        loss = ((X @ w - y) ** 2).mean()
        loss.backward()
        with torch.no_grad():
            w -= lr * w.grad
        w.grad.zero_()
    return w.detach()


def cases(rng: Rng) -> Cases:
    X, y = torch.tensor([[1.0], [2.0]]), torch.tensor([2.0, 4.0])
    yield shown(torch.tensor([0.0]), X, y, 0.1, 1)
    yield shown(torch.tensor([0.0]), X, y, 0.1, 2)
    yield shown(torch.tensor([0.5]), X, y, 0.1, 0)
    # Entries in [-1, 1) and small rates, so that no descent diverges.
    for n, size, steps in ((1, 1, 3), (3, 2, 5), (8, 3, rng.integer(4, 10)), (64, 4, 12)):
        X = rng.uniform(n, size, low=-1.0)
        yield hidden(rng.normal(size), X, rng.normal(n), rng.real(0.02, 0.1), steps)
    X = rng.noncontiguous(rng.uniform(5, 3, low=-1.0))
    yield hidden(rng.noncontiguous(rng.normal(3)), X, rng.normal(5), 0.05, 4)


@mistake("accumulated")
def _(w, X, y, lr, steps):
    w = w.clone().requires_grad_()
    for _ in range(steps):
        loss = ((X @ w - y) ** 2).mean()
        loss.backward()
        with torch.no_grad():
            w -= lr * w.grad
    return w.detach()


@mistake("one-step-short")
def _(w, X, y, lr, steps):
    w = w.clone().requires_grad_()
    for _ in range(1, steps):
        loss = ((X @ w - y) ** 2).mean()
        loss.backward()
        with torch.no_grad():
            w -= lr * w.grad
        w.grad.zero_()
    return w.detach()
