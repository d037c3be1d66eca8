"""The losses while a model learns one batch by heart."""

import torch
from torch import nn

from lessons.authoring import Cases, Rng, also, exercise, given, hidden, mistake, shown


@given
def small_model(state):
    """Return a small classifier with these numbers."""
    model = nn.Linear(2, 3)
    model.load_state_dict(state)
    return model


@exercise(tolerance=(1e-3, 1e-4))
def overfit_losses(model, X, y, lr, steps):
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    losses = []
    for _ in range(steps):
        loss = nn.functional.cross_entropy(model(X), y)
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return losses


def cases(rng: Rng) -> Cases:
    zeros = {"weight": torch.zeros(3, 2), "bias": torch.zeros(3)}
    X, y = torch.tensor([[1.0, 0.0], [0.0, 2.0]]), torch.tensor([0, 2])
    yield shown(small_model(zeros), X, y, 0.5, 3)
    for rows, steps in ((3, 4), (5, 6), (8, 5)):
        state = {"weight": rng.normal(3, 2), "bias": rng.normal(3)}
        labels = rng.integers(rows, low=0, high=3)
        yield hidden(small_model(state), rng.normal(rows, 2), labels, rng.real(0.2, 0.5), steps)


@also
def _(model, X, y, lr, steps):
    losses = []
    for _ in range(steps):
        loss = torch.nn.functional.cross_entropy(model(X), y)
        model.zero_grad()
        loss.backward()
        with torch.no_grad():
            for parameter in model.parameters():
                parameter.sub_(lr * parameter.grad)
        losses.append(float(loss))
    return losses


@also
def _(model, X, y, lr, steps):
    parameters = list(model.parameters())
    losses = []
    for _ in range(steps):
        logits = model(X)
        loss = (logits.logsumexp(1) - logits[torch.arange(len(y)), y]).mean()
        gradients = torch.autograd.grad(loss, parameters)
        with torch.no_grad():
            for parameter, gradient in zip(parameters, gradients, strict=True):
                parameter.sub_(lr * gradient)
        losses.append(loss.item())
    return losses


@mistake("gradients-pile-up")
def _(model, X, y, lr, steps):
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    losses = []
    for _ in range(steps):
        loss = nn.functional.cross_entropy(model(X), y)
        losses.append(loss.item())
        loss.backward()
        optimizer.step()
    return losses


@mistake("nothing-learnt")
def _(model, X, y, lr, steps):
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    losses = []
    for _ in range(steps):
        loss = nn.functional.cross_entropy(model(X), y)
        losses.append(loss.item())
        loss.backward()
        optimizer.zero_grad()
        optimizer.step()
    return losses


@mistake("measured-afterwards")
def _(model, X, y, lr, steps):
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    losses = []
    for _ in range(steps):
        optimizer.zero_grad()
        nn.functional.cross_entropy(model(X), y).backward()
        optimizer.step()
        losses.append(nn.functional.cross_entropy(model(X), y).item())
    return losses


@mistake("softmax-before-the-loss")
def _(model, X, y, lr, steps):
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    losses = []
    for _ in range(steps):
        loss = nn.functional.cross_entropy(model(X).softmax(dim=1), y)
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return losses


@mistake("another-optimizer")
def _(model, X, y, lr, steps):
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    losses = []
    for _ in range(steps):
        loss = nn.functional.cross_entropy(model(X), y)
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return losses
