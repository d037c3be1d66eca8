"""Least squares by gradient descent."""

import torch

from lessons.authoring import Cases, Rng, also, exercise, hidden, mistake, shown


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


@mistake("accumulated-and-short")
def _(w, X, y, lr, steps):
    w = w.clone().requires_grad_()
    for _ in range(1, steps):
        loss = ((X @ w - y) ** 2).mean()
        loss.backward()
        with torch.no_grad():
            w -= lr * w.grad
    return w.detach()


@mistake("summed-instead")
def _(w, X, y, lr, steps):
    w = w.clone().requires_grad_()
    for _ in range(steps):
        loss = ((X @ w - y) ** 2).sum()
        loss.backward()
        with torch.no_grad():
            w -= lr * w.grad
        w.grad.zero_()
    return w.detach()


@mistake("two-forgotten")
def _(w, X, y, lr, steps):
    for _ in range(steps):
        w = w - lr * X.T @ (X @ w - y) / len(y)
    return w.clone()


@mistake("uphill")
def _(w, X, y, lr, steps):
    w = w.clone().requires_grad_()
    for _ in range(steps):
        loss = ((X @ w - y) ** 2).mean()
        loss.backward()
        with torch.no_grad():
            w += lr * w.grad
        w.grad.zero_()
    return w.detach()


@mistake("one-step-too-many")
def _(w, X, y, lr, steps):
    w = w.clone().requires_grad_()
    for _ in range(steps + 1):
        loss = ((X @ w - y) ** 2).mean()
        loss.backward()
        with torch.no_grad():
            w -= lr * w.grad
        w.grad.zero_()
    return w.detach()


@mistake("single-step")
def _(w, X, y, lr, steps):
    w = w.clone().requires_grad_()
    loss = ((X @ w - y) ** 2).mean()
    loss.backward()
    with torch.no_grad():
        w -= lr * w.grad
    return w.detach()


@mistake("single-step")
def _(w, X, y, lr, steps):
    w = w.clone().requires_grad_()
    for _ in range(steps):
        loss = ((X @ w - y) ** 2).mean()
        loss.backward()
        with torch.no_grad():
            w -= lr * w.grad
        w.grad.zero_()
        return w.detach()
    return w.detach()


@mistake("single-step")
def _(w, X, y, lr, steps):
    w = w.clone().requires_grad_()
    loss = ((X @ w - y) ** 2).mean()
    loss.backward()
    for _ in range(steps):
        with torch.no_grad():
            w -= lr * w.grad
    return w.detach()


@mistake("weights-unchanged")
def _(w, X, y, lr, steps):
    w = w.clone().requires_grad_()
    for _ in range(steps):
        loss = ((X @ w - y) ** 2).mean()
        loss.backward()
        w.grad.zero_()
        with torch.no_grad():
            w -= lr * w.grad
    return w.detach()


@mistake("rate-forgotten")
def _(w, X, y, lr, steps):
    w = w.clone().requires_grad_()
    for _ in range(steps):
        loss = ((X @ w - y) ** 2).mean()
        loss.backward()
        with torch.no_grad():
            w -= w.grad
        w.grad.zero_()
    return w.detach()


@mistake("column-broadcast")
def _(w, X, y, lr, steps):
    w = w.clone().requires_grad_()
    for _ in range(steps):
        loss = ((X @ w[:, None] - y) ** 2).mean()
        loss.backward()
        with torch.no_grad():
            w -= lr * w.grad
        w.grad.zero_()
    return w.detach()


@mistake("absolute-error")
def _(w, X, y, lr, steps):
    w = w.clone().requires_grad_()
    for _ in range(steps):
        loss = (X @ w - y).abs().mean()
        loss.backward()
        with torch.no_grad():
            w -= lr * w.grad
        w.grad.zero_()
    return w.detach()


@mistake("loss-without-square")
def _(w, X, y, lr, steps):
    w = w.clone().requires_grad_()
    for _ in range(steps):
        loss = (X @ w - y).mean()
        loss.backward()
        with torch.no_grad():
            w -= lr * w.grad
        w.grad.zero_()
    return w.detach()


@also
def _(w, X, y, lr, steps):
    for _ in range(steps):
        w = w - lr * 2 / len(y) * X.T @ (X @ w - y)
    return w.clone()


@also
def _(w, X, y, lr, steps):
    w = torch.nn.Parameter(w.clone())
    optimizer = torch.optim.SGD([w], lr=lr)
    for _ in range(steps):
        optimizer.zero_grad()
        torch.nn.functional.mse_loss(X @ w, y).backward()
        optimizer.step()
    return w.detach()


@also
def _(w, X, y, lr, steps):
    gradient = torch.func.grad(lambda v: torch.mean((torch.einsum("ni,i->n", X, v) - y) ** 2))
    weights = w.clone()
    for _ in range(steps):
        weights -= lr * gradient(weights)
    return weights


@mistake("adam-instead")
def _(w, X, y, lr, steps):
    w = w.clone().requires_grad_()
    optimizer = torch.optim.Adam([w], lr=lr)
    for _ in range(steps):
        optimizer.zero_grad()
        ((X @ w - y) ** 2).mean().backward()
        optimizer.step()
    return w.detach()


@mistake("root-of-loss")
def _(w, X, y, lr, steps):
    w = w.clone().requires_grad_()
    for _ in range(steps):
        ((X @ w - y) ** 2).mean().sqrt().backward()
        with torch.no_grad():
            w -= lr * w.grad
        w.grad.zero_()
    return w.detach()


@mistake("root-of-loss")
def _(w, X, y, lr, steps):
    w = w.clone().requires_grad_()
    for _ in range(steps):
        (X @ w - y).norm().backward()
        with torch.no_grad():
            w -= lr * w.grad
        w.grad.zero_()
    return w.detach()


@mistake("loss-returned")
def _(w, X, y, lr, steps):
    w = w.clone().requires_grad_()
    loss = torch.tensor(0.0)
    for _ in range(steps):
        loss = ((X @ w - y) ** 2).mean()
        loss.backward()
        with torch.no_grad():
            w -= lr * w.grad
        w.grad.zero_()
    return loss.detach()


@mistake("momentum-added")
def _(w, X, y, lr, steps):
    w = w.clone().requires_grad_()
    optimizer = torch.optim.SGD([w], lr=lr, momentum=0.9)
    for _ in range(steps):
        optimizer.zero_grad()
        ((X @ w - y) ** 2).mean().backward()
        optimizer.step()
    return w.detach()
