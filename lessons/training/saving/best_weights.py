"""Keep the weights of the best epoch, although the model goes on learning."""

import copy

import torch
from torch import nn

from lessons.authoring import Cases, Rng, also, exercise, given, hidden, mistake, shown


@given
def training(losses, steps, buffered=False):
    """Return a training whose epochs move the weights by `steps` and have these losses.

    With `buffered`, the model also has a buffer, which counts the epochs.
    """

    class Training:
        def __init__(self):
            self.model = nn.Linear(steps.shape[1], 1)
            if buffered:
                self.model.register_buffer("epochs_seen", torch.zeros(()))
            self.done = 0
            with torch.no_grad():
                self.model.weight.zero_()
                self.model.bias.zero_()

        def epoch(self):
            with torch.no_grad():
                self.model.weight += steps[self.done]
                self.model.bias += 1
                for buffer in self.model.buffers():
                    buffer.add_(1)
            self.done += 1
            return float(losses[self.done - 1])

    return Training()


@exercise()
def best_weights(training, epochs):
    best, lowest = None, float("inf")
    for _ in range(epochs):
        loss = training.epoch()
        if loss < lowest:
            lowest = loss
            best = copy.deepcopy(training.model.state_dict())
    return best


def cases(rng: Rng) -> Cases:
    steps = torch.tensor([[1.0], [10.0], [100.0], [1000.0]])
    yield shown(training(torch.tensor([0.5, 0.2, 0.4, 0.7]), steps), 4)
    # Twice the lowest loss, neither in the first nor in the last epoch, and the highest elsewhere.
    yield shown(training(torch.tensor([0.9, 0.3, 0.3, 0.6]), steps), 4)
    yield shown(training(torch.tensor([0.5, 0.2, 0.4, 0.7]), steps, buffered=True), 4)
    for epochs in (5, 8, 12):
        losses = rng.uniform(epochs, low=0.2, high=1.0)
        losses[epochs // 2] = losses[epochs - 2] = 0.1
        losses[rng.choice([0, epochs - 1])] = 1.5
        yield hidden(training(losses, rng.normal(epochs, 3), epochs == 8), epochs)


@also
def _(training, epochs):
    history = []
    for number in range(epochs):
        loss = training.epoch()
        state = {name: t.clone() for name, t in training.model.state_dict().items()}
        history.append((loss, number, state))
    return min(history, key=lambda each: each[:2])[2]


@also
def _(training, epochs):
    best = None
    for _ in range(epochs):
        loss = training.epoch()
        if best is None or loss < best[0]:
            best = (loss, copy.deepcopy(training.model))
    return dict(best[1].state_dict())


@mistake("moved-along")
def _(training, epochs):
    best, lowest = None, float("inf")
    for _ in range(epochs):
        loss = training.epoch()
        if loss < lowest:
            lowest = loss
            best = training.model.state_dict()
    return best


@mistake("parameters-alone")
def _(training, epochs):
    best, lowest = None, float("inf")
    for _ in range(epochs):
        loss = training.epoch()
        if loss < lowest:
            lowest = loss
            best = {name: p.detach().clone() for name, p in training.model.named_parameters()}
    return best


@mistake("highest-kept")
def _(training, epochs):
    best, highest = None, float("-inf")
    for _ in range(epochs):
        loss = training.epoch()
        if loss > highest:
            highest = loss
            best = copy.deepcopy(training.model.state_dict())
    return best


@mistake("later-of-equals")
def _(training, epochs):
    best, lowest = None, float("inf")
    for _ in range(epochs):
        loss = training.epoch()
        if loss <= lowest:
            lowest = loss
            best = copy.deepcopy(training.model.state_dict())
    return best


@mistake("before-the-epoch")
def _(training, epochs):
    best, lowest = None, float("inf")
    for _ in range(epochs):
        state = copy.deepcopy(training.model.state_dict())
        loss = training.epoch()
        if loss < lowest:
            lowest = loss
            best = state
    return best


@mistake("first-always")
def _(training, epochs):
    training.epoch()
    best = copy.deepcopy(training.model.state_dict())
    for _ in range(epochs - 1):
        training.epoch()
    return best


@mistake("epoch-run-twice")
def _(training, epochs):
    best, lowest = None, float("inf")
    for _ in range(epochs):
        if training.epoch() < lowest:
            lowest = training.epoch()
            best = copy.deepcopy(training.model.state_dict())
    return best
