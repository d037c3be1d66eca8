"""All four gradients of the network, equal in repeated calls."""

import torch

from lessons.authoring import Cases, Rng, also, exercise, hidden, mistake, shown


# Correct ways of adding 1e-7 differ slightly for probabilities near 0 or 1.
@exercise(calls=2, tolerance=(1e-4, 1e-5))
def gradients(X, y, W1, b1, W2, b2):
    for parameter in (W1, b1, W2, b2):
        parameter.grad = None
    h = torch.relu(X @ W1 + b1)
    p = torch.sigmoid(h @ W2 + b2)
    yes = y * torch.log(p + 1e-7)
    no = (1 - y) * torch.log(1 - p + 1e-7)
    loss = -(yes + no).mean()
    loss.backward()
    return W1.grad, b1.grad, W2.grad, b2.grad


def cases(rng: Rng) -> Cases:
    yield shown(
        torch.tensor([[1.0, 2.0]]),
        torch.tensor([[1.0]]),
        torch.tensor([[1.0, 0.0], [0.0, -1.0]], requires_grad=True),
        torch.zeros(2, requires_grad=True),
        torch.tensor([[2.0], [1.0]], requires_grad=True),
        torch.tensor([-2.0], requires_grad=True),
    )
    yield shown(
        torch.tensor([[1.0, 2.0], [2.0, 1.0]]),
        torch.tensor([[1.0], [0.0]]),
        torch.tensor([[1.0, 0.0], [0.0, 1.0]], requires_grad=True),
        torch.zeros(2, requires_grad=True),
        torch.tensor([[1.0], [-1.0]], requires_grad=True),
        torch.tensor([0.0], requires_grad=True),
    )
    for n, inputs, width in [*rng.shapes(3, smallest=1, count=4), [4, 2, 4]]:
        yield hidden(rng.normal(n, inputs), *_labels_and_parameters(rng, n, inputs, width))
    X = rng.noncontiguous(rng.normal(5, 3))
    yield hidden(X, *_labels_and_parameters(rng, 5, 3, 4))


def _labels_and_parameters(rng: Rng, n: int, inputs: int, width: int) -> tuple[torch.Tensor, ...]:
    """Draw parameters so small that no probability is near 0 or 1, where 1e-7 matters."""
    spread = (inputs * width) ** -0.5
    return (
        rng.integers(n, 1, low=0, high=2, dtype=torch.float32),
        (rng.normal(inputs, width) * spread).requires_grad_(),
        rng.uniform(width, low=-0.5, high=0.5, requires_grad=True),
        rng.uniform(width, 1, low=-0.5, high=0.5, requires_grad=True),
        rng.uniform(1, low=-0.5, high=0.5, requires_grad=True),
    )


@mistake("accumulated")
def _(X, y, W1, b1, W2, b2):
    h = torch.relu(X @ W1 + b1)
    p = torch.sigmoid(h @ W2 + b2)
    yes = y * torch.log(p + 1e-7)
    no = (1 - y) * torch.log(1 - p + 1e-7)
    loss = -(yes + no).mean()
    loss.backward()
    return W1.grad, b1.grad, W2.grad, b2.grad


@mistake("no-backward")
def _(X, y, W1, b1, W2, b2):
    for parameter in (W1, b1, W2, b2):
        parameter.grad = None
    return W1.grad, b1.grad, W2.grad, b2.grad


@mistake("zeroed-what-you-return")
def _(X, y, W1, b1, W2, b2):
    h = torch.relu(X @ W1 + b1)
    p = torch.sigmoid(h @ W2 + b2)
    yes = y * torch.log(p + 1e-7)
    no = (1 - y) * torch.log(1 - p + 1e-7)
    loss = -(yes + no).mean()
    loss.backward()
    gradients = (W1.grad, b1.grad, W2.grad, b2.grad)
    for parameter in (W1, b1, W2, b2):
        parameter.grad.zero_()
    return gradients


@mistake("summed-instead")
def _(X, y, W1, b1, W2, b2):
    for parameter in (W1, b1, W2, b2):
        parameter.grad = None
    h = torch.relu(X @ W1 + b1)
    p = torch.sigmoid(h @ W2 + b2)
    yes = y * torch.log(p + 1e-7)
    no = (1 - y) * torch.log(1 - p + 1e-7)
    loss = -(yes + no).sum()
    loss.backward()
    return W1.grad, b1.grad, W2.grad, b2.grad


@mistake("summed-instead")
def _(X, y, W1, b1, W2, b2):
    h = torch.relu(X @ W1 + b1)
    p = torch.sigmoid(h @ W2 + b2)
    yes = y * torch.log(p + 1e-7)
    no = (1 - y) * torch.log(1 - p + 1e-7)
    loss = -(yes + no).sum()
    loss.backward()
    return W1.grad, b1.grad, W2.grad, b2.grad


@mistake("missing-minus")
def _(X, y, W1, b1, W2, b2):
    for parameter in (W1, b1, W2, b2):
        parameter.grad = None
    h = torch.relu(X @ W1 + b1)
    p = torch.sigmoid(h @ W2 + b2)
    yes = y * torch.log(p + 1e-7)
    no = (1 - y) * torch.log(1 - p + 1e-7)
    loss = (yes + no).mean()
    loss.backward()
    return W1.grad, b1.grad, W2.grad, b2.grad


@mistake("missing-minus")
def _(X, y, W1, b1, W2, b2):
    h = torch.relu(X @ W1 + b1)
    p = torch.sigmoid(h @ W2 + b2)
    yes = y * torch.log(p + 1e-7)
    no = (1 - y) * torch.log(1 - p + 1e-7)
    loss = (yes + no).mean()
    loss.backward()
    return W1.grad, b1.grad, W2.grad, b2.grad


@mistake("missing-relu")
def _(X, y, W1, b1, W2, b2):
    for parameter in (W1, b1, W2, b2):
        parameter.grad = None
    h = X @ W1 + b1
    p = torch.sigmoid(h @ W2 + b2)
    yes = y * torch.log(p + 1e-7)
    no = (1 - y) * torch.log(1 - p + 1e-7)
    loss = -(yes + no).mean()
    loss.backward()
    return W1.grad, b1.grad, W2.grad, b2.grad


@mistake("missing-relu")
def _(X, y, W1, b1, W2, b2):
    h = X @ W1 + b1
    p = torch.sigmoid(h @ W2 + b2)
    yes = y * torch.log(p + 1e-7)
    no = (1 - y) * torch.log(1 - p + 1e-7)
    loss = -(yes + no).mean()
    loss.backward()
    return W1.grad, b1.grad, W2.grad, b2.grad


@mistake("sigmoid-twice")
def _(X, y, W1, b1, W2, b2):
    for parameter in (W1, b1, W2, b2):
        parameter.grad = None
    h = torch.sigmoid(X @ W1 + b1)
    p = torch.sigmoid(h @ W2 + b2)
    yes = y * torch.log(p + 1e-7)
    no = (1 - y) * torch.log(1 - p + 1e-7)
    loss = -(yes + no).mean()
    loss.backward()
    return W1.grad, b1.grad, W2.grad, b2.grad


@mistake("only-the-ones")
def _(X, y, W1, b1, W2, b2):
    for parameter in (W1, b1, W2, b2):
        parameter.grad = None
    h = torch.relu(X @ W1 + b1)
    p = torch.sigmoid(h @ W2 + b2)
    yes = y * torch.log(p + 1e-7)
    loss = -yes.mean()
    loss.backward()
    return W1.grad, b1.grad, W2.grad, b2.grad


@mistake("other-order", asked="W1, b1, W2, b2")
def _(X, y, W1, b1, W2, b2):
    for parameter in (W1, b1, W2, b2):
        parameter.grad = None
    h = torch.relu(X @ W1 + b1)
    p = torch.sigmoid(h @ W2 + b2)
    yes = y * torch.log(p + 1e-7)
    no = (1 - y) * torch.log(1 - p + 1e-7)
    loss = -(yes + no).mean()
    loss.backward()
    return W1.grad, W2.grad, b1.grad, b2.grad


@mistake("other-order", asked="W1, b1, W2, b2")
def _(X, y, W1, b1, W2, b2):
    for parameter in (W1, b1, W2, b2):
        parameter.grad = None
    h = torch.relu(X @ W1 + b1)
    p = torch.sigmoid(h @ W2 + b2)
    yes = y * torch.log(p + 1e-7)
    no = (1 - y) * torch.log(1 - p + 1e-7)
    loss = -(yes + no).mean()
    loss.backward()
    return W2.grad, b2.grad, W1.grad, b1.grad


@mistake("other-order", asked="W1, b1, W2, b2")
def _(X, y, W1, b1, W2, b2):
    for parameter in (W1, b1, W2, b2):
        parameter.grad = None
    h = torch.relu(X @ W1 + b1)
    p = torch.sigmoid(h @ W2 + b2)
    yes = y * torch.log(p + 1e-7)
    no = (1 - y) * torch.log(1 - p + 1e-7)
    loss = -(yes + no).mean()
    loss.backward()
    return b1.grad, W1.grad, b2.grad, W2.grad


@mistake("other-order", asked="W1, b1, W2, b2")
def _(X, y, W1, b1, W2, b2):
    for parameter in (W1, b1, W2, b2):
        parameter.grad = None
    h = torch.relu(X @ W1 + b1)
    p = torch.sigmoid(h @ W2 + b2)
    yes = y * torch.log(p + 1e-7)
    no = (1 - y) * torch.log(1 - p + 1e-7)
    loss = -(yes + no).mean()
    loss.backward()
    return b2.grad, W2.grad, b1.grad, W1.grad


@mistake("parameters-returned")
def _(X, y, W1, b1, W2, b2):
    for parameter in (W1, b1, W2, b2):
        parameter.grad = None
    h = torch.relu(X @ W1 + b1)
    p = torch.sigmoid(h @ W2 + b2)
    yes = y * torch.log(p + 1e-7)
    no = (1 - y) * torch.log(1 - p + 1e-7)
    loss = -(yes + no).mean()
    loss.backward()
    return W1, b1, W2, b2


@also
def _(X, y, W1, b1, W2, b2):
    p = torch.sigmoid(torch.relu(X @ W1 + b1) @ W2 + b2)
    return torch.autograd.grad(torch.nn.functional.binary_cross_entropy(p, y), (W1, b1, W2, b2))


@also
def _(X, y, W1, b1, W2, b2):
    parameters = [W1, b1, W2, b2]
    torch.optim.SGD(parameters, lr=1.0).zero_grad()
    scores = (X @ W1 + b1).clamp(min=0) @ W2 + b2
    torch.nn.functional.binary_cross_entropy_with_logits(scores, y).backward()
    return [parameter.grad.clone() for parameter in parameters]


@also
def _(X, y, W1, b1, W2, b2):
    with torch.no_grad():
        z = X @ W1 + b1
        h = z.clamp(min=0)
        error = (torch.sigmoid(h @ W2 + b2) - y) / len(X)
        at_z = (error @ W2.T) * (z > 0)
        return X.T @ at_z, at_z.sum(0), h.T @ error, error.sum(0)


@mistake("squared-error")
def _(X, y, W1, b1, W2, b2):
    h = torch.relu(X @ W1 + b1)
    p = torch.sigmoid(h @ W2 + b2)
    return torch.autograd.grad(((p - y) ** 2).mean(), (W1, b1, W2, b2))


@mistake("squared-error")
def _(X, y, W1, b1, W2, b2):
    h = torch.relu(X @ W1 + b1)
    p = torch.sigmoid(h @ W2 + b2)
    return torch.autograd.grad(((p - y) ** 2).sum(), (W1, b1, W2, b2))


@mistake("no-loss")
def _(X, y, W1, b1, W2, b2):
    h = torch.relu(X @ W1 + b1)
    p = torch.sigmoid(h @ W2 + b2)
    return torch.autograd.grad(p.mean(), (W1, b1, W2, b2))


@mistake("no-loss")
def _(X, y, W1, b1, W2, b2):
    h = torch.relu(X @ W1 + b1)
    p = torch.sigmoid(h @ W2 + b2)
    return torch.autograd.grad(p.sum(), (W1, b1, W2, b2))
