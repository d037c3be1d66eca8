"""Inference without a graph."""

import torch

from lessons.authoring import Cases, Rng, also, exercise, hidden, mistake, shown


@exercise(requires_grad=False)
def predict(X, W1, b1):
    with torch.no_grad():
        return torch.sigmoid(X @ W1 + b1)


def cases(rng: Rng) -> Cases:
    yield shown(
        torch.tensor([[1.0, 2.0], [0.0, 0.0]]),
        torch.tensor([[1.0], [-0.5]], requires_grad=True),
        torch.tensor([0.0], requires_grad=True),
    )
    for n, inputs, outputs in rng.shapes(3, smallest=1):
        W1 = rng.normal(inputs, outputs, requires_grad=True)
        yield hidden(rng.normal(n, inputs), W1, rng.normal(outputs, requires_grad=True))
    X = rng.noncontiguous(rng.normal(3, 5))
    W1 = rng.noncontiguous(rng.normal(5, 2, requires_grad=True))
    yield hidden(X, W1, rng.normal(2))


@mistake("graph-kept")
def _(X, W1, b1):
    return torch.sigmoid(X @ W1 + b1)


@mistake("missing-sigmoid")
def _(X, W1, b1):
    with torch.no_grad():
        return X @ W1 + b1


@mistake("missing-sigmoid")
def _(X, W1, b1):
    return X @ W1 + b1


@mistake("bias-forgotten", bias="b1")
def _(X, W1, b1):
    with torch.no_grad():
        return torch.sigmoid(X @ W1)


@mistake("switched-off", parameter="W1")
def _(X, W1, b1):
    W1.requires_grad_(False)
    b1.requires_grad_(False)
    return torch.sigmoid(X @ W1 + b1)


@mistake("relu-instead")
def _(X, W1, b1):
    with torch.no_grad():
        return torch.relu(X @ W1 + b1)


@mistake("rounded")
def _(X, W1, b1):
    with torch.no_grad():
        return torch.sigmoid(X @ W1 + b1).round()


@mistake("rounded")
def _(X, W1, b1):
    with torch.no_grad():
        return torch.sigmoid(X @ W1 + b1) > 0.5


@also
def _(X, W1, b1):
    return torch.sigmoid(X @ W1 + b1).detach()


@also
def _(X, W1, b1):
    with torch.inference_mode():
        return 1 / (1 + torch.exp(-torch.nn.functional.linear(X, W1.T, b1)))


@also
def _(X, W1, b1):
    rows = [torch.sigmoid(torch.einsum("i,io->o", x, W1.detach()) + b1.detach()) for x in X]
    return torch.stack(rows)


@mistake("softmax-instead")
def _(X, W1, b1):
    return torch.softmax(X @ W1 + b1, dim=1).detach()


@mistake("softmax-instead")
def _(X, W1, b1):
    return torch.softmax(X @ W1 + b1, dim=0).detach()


@mistake("sign-in-exponent")
def _(X, W1, b1):
    return (1 / (1 + torch.exp(X @ W1 + b1))).detach()


@mistake("sign-in-exponent")
def _(X, W1, b1):
    return (1 - torch.sigmoid(X @ W1 + b1)).detach()


@mistake("tanh-instead")
def _(X, W1, b1):
    return torch.tanh(X @ W1 + b1).detach()


@mistake("bias-outside")
def _(X, W1, b1):
    return (torch.sigmoid(X @ W1) + b1).detach()
