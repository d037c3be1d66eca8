"""Label smoothing: a little for every wrong class."""

import torch

from lessons.authoring import Cases, Rng, also, exercise, hidden, mistake, shown


@exercise(level="medium", minutes=8)
def soft_labels(labels, classes, softness):
    rest = torch.full((len(labels), classes), softness / (classes - 1))
    return rest.scatter(1, labels[:, None], 1 - softness)


def cases(rng: Rng) -> Cases:
    yield shown(torch.tensor([2, 0]), 3, 0.5)
    for count, classes in ((1, 2), (4, 4), (7, 3), (3, 12)):
        softness = rng.real(0.1, 0.4)
        yield hidden(rng.integers(count, low=0, high=classes), classes, softness)
    yield hidden(rng.noncontiguous(rng.integers(6, low=0, high=5)), 5, 0.0)


@also
def _(labels, classes, softness):
    result = torch.zeros(len(labels), classes)
    for i, label in enumerate(labels):
        result[i] = softness / (classes - 1)
        result[i, label] = 1 - softness
    return result


@also
def _(labels, classes, softness):
    right = labels[:, None] == torch.arange(classes)
    return torch.where(right, 1 - softness, softness / (classes - 1))


@also
def _(labels, classes, softness):
    hard = torch.eye(classes)[labels]
    return hard * (1 - softness) + (1 - hard) * softness / (classes - 1)


@mistake("right-class-takes-part")
def _(labels, classes, softness):
    hard = torch.eye(classes)[labels]
    return hard * (1 - softness) + softness / classes


@mistake("not-shared-out")
def _(labels, classes, softness):
    right = labels[:, None] == torch.arange(classes)
    return torch.where(right, 1 - softness, softness)


@mistake("others-stay-zero")
def _(labels, classes, softness):
    return torch.eye(classes)[labels] * (1 - softness)


@mistake("hard-labels")
def _(labels, classes, softness):
    return torch.eye(classes)[labels]


@mistake("every-row-marked")
def _(labels, classes, softness):
    rows = torch.full((len(labels), classes), softness / (classes - 1))
    rows[:, labels] = 1 - softness
    return rows


@mistake("shares-exchanged")
def _(labels, classes, softness):
    right = labels[:, None] == torch.arange(classes)
    return torch.where(right, softness, (1 - softness) / (classes - 1))


@mistake("softmax-taken")
def _(labels, classes, softness):
    return torch.softmax(torch.eye(classes)[labels] * (1 - softness), dim=1)
