"""One update of a given model with torch.optim, and the losses around it."""

import torch
from torch import nn

from lessons.authoring import Cases, Rng, also, exercise, given, hidden, mistake, shown


@given
def used_model(weight, bias, leftover):
    model = nn.Linear(weight.shape[1], 1)
    model.load_state_dict({"weight": weight, "bias": bias})
    for parameter in model.parameters():
        parameter.grad = torch.full_like(parameter, leftover)
    return model


@exercise()
def one_update(model, X, y, lr):
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    loss = nn.functional.mse_loss(model(X), y)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    after = nn.functional.mse_loss(model(X), y)
    return loss.item(), after.item()


def cases(rng: Rng) -> Cases:
    X = torch.tensor([[1.0], [2.0]])
    y = torch.tensor([[2.0], [4.0]])
    yield shown(used_model(torch.tensor([[0.0]]), torch.tensor([0.0]), 0.0), X, y, 0.1)
    yield shown(used_model(torch.tensor([[0.0]]), torch.tensor([0.0]), 5.0), X, y, 0.1)
    for rows, inputs in rng.shapes(2, smallest=2, count=4):
        X = rng.uniform(rows, inputs, low=-1.0, high=1.0)
        y = X[:, :1] * 2 + rng.normal(rows, 1)
        model = used_model(rng.normal(1, inputs), rng.normal(1), rng.real(1.0, 3.0))
        yield hidden(model, X, y, rng.real(0.01, 0.1))


@also
def _(model, X, y, lr):
    model.zero_grad()
    loss = ((model(X) - y) ** 2).mean()
    loss.backward()
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.sub_(lr * parameter.grad)
        after = ((model(X) - y) ** 2).mean()
    return [loss.item(), after.item()]


@also
def _(model, X, y, lr):
    criterion = nn.MSELoss()
    optimizer = torch.optim.SGD(model.parameters(), lr)
    losses = []
    for _ in range(2):
        optimizer.zero_grad()
        loss = criterion(model(X), y)
        losses.append(loss.item())
        loss.backward()
        optimizer.step()
    return tuple(losses)


@mistake("leftover-gradients")
def _(model, X, y, lr):
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    loss = nn.functional.mse_loss(model(X), y)
    loss.backward()
    optimizer.step()
    after = nn.functional.mse_loss(model(X), y)
    return loss.item(), after.item()


@mistake("nothing-moved")
def _(model, X, y, lr):
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    loss = nn.functional.mse_loss(model(X), y)
    loss.backward()
    optimizer.zero_grad()
    optimizer.step()
    after = nn.functional.mse_loss(model(X), y)
    return loss.item(), after.item()


@mistake("nothing-moved")
def _(model, X, y, lr):
    loss = nn.functional.mse_loss(model(X), y)
    model.zero_grad()
    loss.backward()
    return loss.item(), loss.item()


@mistake("stepped-before-backward")
def _(model, X, y, lr):
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    loss = nn.functional.mse_loss(model(X), y)
    optimizer.step()
    optimizer.zero_grad()
    loss.backward()
    after = nn.functional.mse_loss(model(X), y)
    return loss.item(), after.item()


@mistake("losses-swapped")
def _(model, X, y, lr):
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    loss = nn.functional.mse_loss(model(X), y)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    after = nn.functional.mse_loss(model(X), y)
    return after.item(), loss.item()


@mistake("default-rate")
def _(model, X, y, lr):
    optimizer = torch.optim.SGD(model.parameters())
    loss = nn.functional.mse_loss(model(X), y)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    after = nn.functional.mse_loss(model(X), y)
    return loss.item(), after.item()


@mistake("losses-as-tensors")
def _(model, X, y, lr):
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    loss = nn.functional.mse_loss(model(X), y)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    after = nn.functional.mse_loss(model(X), y)
    return loss, after


@mistake("another-optimizer")
def _(model, X, y, lr):
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    loss = nn.functional.mse_loss(model(X), y)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    return loss.item(), nn.functional.mse_loss(model(X), y).item()
