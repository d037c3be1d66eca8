"""The accuracy of a model over batches, measured in evaluation mode and without a graph."""

import torch
from torch import nn

from lessons.authoring import Cases, Rng, also, exercise, given, hidden, mistake, shown


@given
def watchful(weight):
    """Return a model that picks another class in training mode, and another while recording."""

    class Watchful(nn.Module):
        def __init__(self):
            super().__init__()
            self.layer = nn.Linear(weight.shape[1], weight.shape[0], bias=False)
            with torch.no_grad():
                self.layer.weight.copy_(weight)

        def forward(self, x):
            turn = int(self.training) + 2 * int(torch.is_grad_enabled())
            return self.layer(x).roll(turn, dims=1)

    return Watchful()


@exercise()
def held_out_accuracy(model, batches):
    model.eval()
    right, total = 0, 0
    with torch.no_grad():
        for inputs, labels in batches:
            right += (model(inputs).argmax(dim=1) == labels).sum().item()
            total += len(labels)
    return right / total


def cases(rng: Rng) -> Cases:
    # The weight is the identity, so class i is right where input i is largest. Each other choice is
    # right elsewhere, and less often. The sizes of the batches do not tell how many are right, and
    # in no two hidden cases it is the same number.
    def batch(*shifts: int) -> tuple[torch.Tensor, torch.Tensor]:
        inputs = rng.distinct(len(shifts), 5)
        best = inputs.argmax(dim=1)
        return inputs, (best + torch.tensor(shifts)) % 5

    identity = torch.eye(5)
    yield shown(watchful(identity), [batch(0, 0, 0, 1), batch(0, 2)])
    for extra, right in zip((1, 2, 3), rng.sample([4, 5, 6, 7, 8], 3), strict=True):
        yield hidden(
            watchful(identity),
            [
                batch(*[0] * right, 1, 2, 3, 3, *[4] * rng.integer(0, 5)),
                batch(*[0] * 5, *[4] * extra),
                batch(0, 1, 3),
                batch(*[2, 2] * extra),
            ],
        )


@also
def _(model, batches):
    model.eval()
    with torch.inference_mode():
        hits = [model(inputs).argmax(1) == labels for inputs, labels in batches]
    return torch.cat(hits).float().mean().item()


@also
def _(model, batches):
    was_training = model.training
    model.train(False)
    right = total = 0.0
    for inputs, labels in batches:
        with torch.no_grad():
            guess = model(inputs).max(dim=1).indices
        right += float((guess == labels).sum())
        total += labels.numel()
    model.train(was_training)
    return right / total


@mistake("still-training")
def _(model, batches):
    right, total = 0, 0
    with torch.no_grad():
        for inputs, labels in batches:
            right += (model(inputs).argmax(dim=1) == labels).sum().item()
            total += len(labels)
    return right / total


@mistake("still-recording")
def _(model, batches):
    model.eval()
    right, total = 0, 0
    for inputs, labels in batches:
        right += (model(inputs).argmax(dim=1) == labels).sum().item()
        total += len(labels)
    return right / total


@mistake("both-switches")
def _(model, batches):
    right, total = 0, 0
    for inputs, labels in batches:
        right += (model(inputs).argmax(dim=1) == labels).sum().item()
        total += len(labels)
    return right / total


@mistake("mean-of-batches")
def _(model, batches):
    model.eval()
    scores = []
    with torch.no_grad():
        for inputs, labels in batches:
            scores.append((model(inputs).argmax(dim=1) == labels).float().mean().item())
    return sum(scores) / len(scores)


@mistake("last-batch-only")
def _(model, batches):
    model.eval()
    with torch.no_grad():
        for inputs, labels in batches:
            right = (model(inputs).argmax(dim=1) == labels).sum().item()
            total = len(labels)
    return right / total


@mistake("counted-not-divided")
def _(model, batches):
    model.eval()
    right = 0.0
    with torch.no_grad():
        for inputs, labels in batches:
            right += (model(inputs).argmax(dim=1) == labels).sum().item()
    return right


@mistake("scores-compared")
def _(model, batches):
    model.eval()
    right, total = 0, 0
    with torch.no_grad():
        for inputs, labels in batches:
            right += (model(inputs).max(dim=1).values == labels).sum().item()
            total += len(labels)
    return right / total
