"""Binary cross-entropy of logits, by hand and without overflow."""

import torch

from lessons.authoring import Cases, Rng, also, exercise, hidden, mistake, shown


@exercise(
    forbids=(
        "binary_cross_entropy_with_logits",
        "binary_cross_entropy",
        "BCEWithLogitsLoss",
        "BCELoss",
    ),
)
def bce_from_logits(z, y):
    losses = torch.relu(z) - z * y + torch.log1p(torch.exp(-z.abs()))
    return losses.mean()


def cases(rng: Rng) -> Cases:
    z = torch.tensor([2.0, -1.0])
    yield shown(z, torch.tensor([1.0, 1.0]))
    large = torch.tensor([200.0, -200.0])
    yield shown(large, torch.tensor([0.0, 1.0]))
    for (size,) in rng.shapes(1, smallest=2, count=4):
        z = rng.normal(size) * 3
        yield hidden(z, rng.integers(size, low=0, high=2).float())
    # For these exp does not overflow, but a sigmoid is exactly 1.
    yield hidden(rng.uniform(4, low=20.0, high=80.0), torch.ones(4))
    z = rng.uniform(9, low=-150.0, high=150.0)
    yield hidden(z, rng.integers(9, low=0, high=2).float())


@also
def _(z, y):
    return (torch.nn.functional.softplus(z) - z * y).mean()


@also
def _(z, y):
    log = torch.nn.functional.logsigmoid
    return -(y * log(z) + (1 - y) * log(-z)).mean()


@mistake("sigmoid-then-log")
def _(z, y):
    p = torch.sigmoid(z)
    return -(y * torch.log(p) + (1 - y) * torch.log(1 - p)).mean()


@mistake("small-number-caps")
def _(z, y):
    p = torch.sigmoid(z)
    return -(y * torch.log(p + 1e-7) + (1 - y) * torch.log(1 - p + 1e-7)).mean()


@mistake("overflowing-exp")
def _(z, y):
    return (torch.log(1 + torch.exp(z)) - z * y).mean()


@mistake("logits-as-probabilities")
def _(z, y):
    return -(y * torch.log(z) + (1 - y) * torch.log(1 - z)).mean()


@mistake("summed-instead")
def _(z, y):
    return (torch.relu(z) - z * y + torch.log1p(torch.exp(-z.abs()))).sum()


@mistake("label-term-forgotten")
def _(z, y):
    return (torch.relu(z) + torch.log1p(torch.exp(-z.abs()))).mean()


@mistake("product-added")
def _(z, y):
    return (torch.relu(z) + z * y + torch.log1p(torch.exp(-z.abs()))).mean()
