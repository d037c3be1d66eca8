"""The forward pass of a network with two layers."""

import torch

from lessons.authoring import Cases, Rng, also, exercise, hidden, mistake, shown


@exercise()
def forward(X, W1, b1, W2, b2):
    h = torch.relu(X @ W1 + b1)
    return torch.sigmoid(h @ W2 + b2)


def cases(rng: Rng) -> Cases:
    X = torch.tensor([[1.0, 2.0]])
    W1 = torch.tensor([[1.0, 0.0], [0.0, -1.0]])
    W2 = torch.tensor([[2.0], [1.0]])
    yield shown(X, W1, torch.zeros(2), W2, torch.tensor([-2.0]))
    corners = torch.tensor([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
    yield shown(corners, W1, torch.tensor([0.0, 0.5]), W2, torch.tensor([-1.0]))
    for n, inputs, width, outputs in [*rng.shapes(4, smallest=1), [33, 7, 16, 3]]:
        yield hidden(
            rng.normal(n, inputs),
            rng.normal(inputs, width),
            rng.normal(width),
            rng.normal(width, outputs),
            rng.normal(outputs),
        )
    yield hidden(
        rng.noncontiguous(rng.normal(5, 3)),
        rng.normal(4, 3).T,
        rng.normal(4),
        rng.normal(1, 4).T,
        rng.normal(1),
    )


@mistake("missing-relu")
def _(X, W1, b1, W2, b2):
    h = X @ W1 + b1
    return torch.sigmoid(h @ W2 + b2)


@mistake("missing-sigmoid")
def _(X, W1, b1, W2, b2):
    h = torch.relu(X @ W1 + b1)
    return h @ W2 + b2


@mistake("sigmoid-twice")
def _(X, W1, b1, W2, b2):
    h = torch.sigmoid(X @ W1 + b1)
    return torch.sigmoid(h @ W2 + b2)


@mistake("relu-at-the-end")
def _(X, W1, b1, W2, b2):
    h = torch.relu(X @ W1 + b1)
    return torch.relu(h @ W2 + b2)


@mistake("relu-at-the-end")
def _(X, W1, b1, W2, b2):
    h = torch.relu(X @ W1 + b1)
    return torch.sigmoid(torch.relu(h @ W2 + b2))


@mistake("activations-swapped")
def _(X, W1, b1, W2, b2):
    h = torch.sigmoid(X @ W1 + b1)
    return torch.relu(h @ W2 + b2)


@mistake("linear-only")
def _(X, W1, b1, W2, b2):
    h = X @ W1 + b1
    return h @ W2 + b2


@mistake("bias-forgotten", bias="b1`, `b2")
def _(X, W1, b1, W2, b2):
    h = torch.relu(X @ W1)
    return torch.sigmoid(h @ W2 + b2)


@mistake("bias-forgotten", bias="b1`, `b2")
def _(X, W1, b1, W2, b2):
    h = torch.relu(X @ W1 + b1)
    return torch.sigmoid(h @ W2)


@mistake("bias-forgotten", bias="b1`, `b2")
def _(X, W1, b1, W2, b2):
    h = torch.relu(X @ W1)
    return torch.sigmoid(h @ W2)


@mistake("bias-after-activation")
def _(X, W1, b1, W2, b2):
    h = torch.relu(X @ W1) + b1
    return torch.sigmoid(h @ W2) + b2


@mistake("bias-after-activation")
def _(X, W1, b1, W2, b2):
    h = torch.relu(X @ W1) + b1
    return torch.sigmoid(h @ W2 + b2)


@mistake("softmax-instead")
def _(X, W1, b1, W2, b2):
    h = torch.relu(X @ W1 + b1)
    return torch.softmax(h @ W2 + b2, dim=1)


@mistake("first-layer-only")
def _(X, W1, b1, W2, b2):
    return torch.relu(X @ W1 + b1)


@also
def _(X, W1, b1, W2, b2):
    h = (X @ W1 + b1).clamp(min=0)
    return 1 / (1 + torch.exp(-(h @ W2 + b2)))


@also
def _(X, W1, b1, W2, b2):
    h = torch.nn.functional.relu(torch.nn.functional.linear(X, W1.T, b1))
    return torch.addmm(b2, h, W2).sigmoid()


@also
def _(X, W1, b1, W2, b2):
    rows = []
    for x in X:
        z = torch.einsum("i,ih->h", x, W1) + b1
        h = torch.where(z > 0, z, torch.zeros_like(z))
        rows.append(torch.special.expit(h @ W2 + b2))
    return torch.stack(rows)


@mistake("second-bias-twice")
def _(X, W1, b1, W2, b2):
    h = torch.relu(X @ W1 + b2)
    return torch.sigmoid(h @ W2 + b2)


@mistake("second-bias-twice")
def _(X, W1, b1, W2, b2):
    h = torch.relu(X @ W1 + b2)
    return torch.sigmoid(h @ W2 + b1)


@mistake("second-bias-twice")
def _(X, W1, b1, W2, b2):
    h = torch.relu(X @ W1 + b1)
    return torch.sigmoid(h @ W2 + b1)


@mistake("input-to-second-layer")
def _(X, W1, b1, W2, b2):
    torch.relu(X @ W1 + b1)
    return torch.sigmoid(X @ W2 + b2)


@mistake("absolute-instead")
def _(X, W1, b1, W2, b2):
    h = (X @ W1 + b1).abs()
    return torch.sigmoid(h @ W2 + b2)


@mistake("other-activation")
def _(X, W1, b1, W2, b2):
    return torch.sigmoid(torch.tanh(X @ W1 + b1) @ W2 + b2)


@mistake("other-activation")
def _(X, W1, b1, W2, b2):
    return torch.sigmoid(torch.nn.functional.leaky_relu(X @ W1 + b1) @ W2 + b2)


@mistake("other-activation")
def _(X, W1, b1, W2, b2):
    return torch.sigmoid(torch.nn.functional.gelu(X @ W1 + b1) @ W2 + b2)


@mistake("other-activation")
def _(X, W1, b1, W2, b2):
    return torch.sigmoid(torch.nn.functional.elu(X @ W1 + b1) @ W2 + b2)


@mistake("other-activation")
def _(X, W1, b1, W2, b2):
    return torch.sigmoid(torch.nn.functional.softplus(X @ W1 + b1) @ W2 + b2)
