"""A whole training loop over a given model."""

import torch
from torch import nn

from lessons.authoring import Cases, Rng, also, exercise, given, hidden, mistake, shown


@given
def small_model(state):
    first, second = nn.Linear(2, 3), nn.Linear(3, 1)
    model = nn.Sequential(first, nn.Tanh(), second)
    model.load_state_dict(state)
    return model


@exercise()
def fit_epochs(model, X, y, lr, epochs):
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    losses = []
    for _ in range(epochs):
        loss = nn.functional.binary_cross_entropy_with_logits(model(X), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses


def cases(rng: Rng) -> Cases:
    zero = {
        "0.weight": torch.tensor([[1.0, -1.0], [0.5, 0.5], [-1.0, 0.0]]),
        "0.bias": torch.zeros(3),
        "2.weight": torch.tensor([[1.0, -1.0, 0.5]]),
        "2.bias": torch.zeros(1),
    }
    X = torch.tensor([[0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
    y = torch.tensor([[1.0], [0.0], [1.0]])
    yield shown(small_model(zero), X, y, 0.5, 1)
    yield shown(small_model(zero), X, y, 0.5, 3)
    for epochs in (2, 5, 8):
        state = {
            "0.weight": rng.normal(3, 2),
            "0.bias": rng.normal(3),
            "2.weight": rng.normal(1, 3),
            "2.bias": rng.normal(1),
        }
        rows = rng.integer(3, 12)
        X = rng.normal(rows, 2)
        y = (X[:, :1] > 0).float()
        # With larger steps the squared error diverges, and no two ways of computing it agree.
        yield hidden(small_model(state), X, y, rng.real(0.05, 0.2), epochs)


@also
def _(model, X, y, lr, epochs):
    losses = []
    for _ in range(epochs):
        model.zero_grad()
        p = torch.sigmoid(model(X))
        loss = -(y * p.log() + (1 - y) * (1 - p).log()).mean()
        loss.backward()
        with torch.no_grad():
            for parameter in model.parameters():
                parameter.sub_(lr * parameter.grad)
        losses.append(float(loss.detach()))
    return losses


@also
def _(model, X, y, lr, epochs):
    criterion = nn.BCEWithLogitsLoss()
    optimizer = torch.optim.SGD(model.parameters(), lr)
    losses = []
    while len(losses) < epochs:
        loss = criterion(model(X), y)
        loss.backward()
        optimizer.step()
        optimizer.zero_grad()
        losses += [loss.item()]
    return tuple(losses)


@mistake("leftover-gradients")
def _(model, X, y, lr, epochs):
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    losses = []
    for _ in range(epochs):
        loss = nn.functional.binary_cross_entropy_with_logits(model(X), y)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses


@mistake("prediction-outside-the-loop")
def _(model, X, y, lr, epochs):
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    loss = nn.functional.binary_cross_entropy_with_logits(model(X), y)
    optimizer.zero_grad()
    loss.backward()
    losses = []
    for _ in range(epochs):
        optimizer.step()
        losses.append(loss.item())
    return losses


@mistake("prediction-outside-the-loop")
def _(model, X, y, lr, epochs):
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    loss = nn.functional.binary_cross_entropy_with_logits(model(X), y)
    losses = []
    for _ in range(epochs):
        optimizer.zero_grad()
        loss.backward(retain_graph=True)
        losses.append(loss.item())
    return losses


@mistake("loss-after-the-update")
def _(model, X, y, lr, epochs):
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    losses = []
    for _ in range(epochs):
        loss = nn.functional.binary_cross_entropy_with_logits(model(X), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        after = nn.functional.binary_cross_entropy_with_logits(model(X), y)
        losses.append(after.item())
    return losses


@mistake("sigmoid-before-logits")
def _(model, X, y, lr, epochs):
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    losses = []
    for _ in range(epochs):
        p = torch.sigmoid(model(X))
        loss = nn.functional.binary_cross_entropy_with_logits(p, y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses


@mistake("last-loss-only")
def _(model, X, y, lr, epochs):
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    for _ in range(epochs):
        loss = nn.functional.binary_cross_entropy_with_logits(model(X), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return loss.item()


@mistake("losses-as-tensors")
def _(model, X, y, lr, epochs):
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    losses = []
    for _ in range(epochs):
        loss = nn.functional.binary_cross_entropy_with_logits(model(X), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss)
    return losses


@mistake("default-rate")
def _(model, X, y, lr, epochs):
    optimizer = torch.optim.SGD(model.parameters())
    losses = []
    for _ in range(epochs):
        loss = nn.functional.binary_cross_entropy_with_logits(model(X), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses


@mistake("squared-error")
def _(model, X, y, lr, epochs):
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    losses = []
    for _ in range(epochs):
        loss = nn.functional.mse_loss(model(X), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses
