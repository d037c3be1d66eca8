"""Train a classifier on pictures of bars; it is then tested with pictures nobody has seen."""

import torch
from torch import nn

from lessons.authoring import (
    Cases,
    Rng,
    accepts,
    also,
    call,
    exercise,
    hidden,
    mistake,
    then,
)

SIDE = 8


@exercise(limits={"wall_seconds": 30})
def train_on_bars(images, labels):
    net = nn.Sequential(
        nn.Conv2d(1, 8, 3, padding=1),
        nn.ReLU(),
        nn.AdaptiveAvgPool2d(1),
        nn.Flatten(),
        nn.Linear(8, 2),
    )
    adam = torch.optim.Adam(net.parameters(), lr=0.1)
    for _ in range(30):
        loss = nn.functional.cross_entropy(net(images), labels)
        adam.zero_grad()
        loss.backward()
        adam.step()
    return net


@accepts
def _(result, images, labels, secret):
    guess = result.argmax(dim=1)
    right = (guess == secret).float().mean().item()
    if right >= 0.85:
        return None
    if right <= 0.15:
        return "classes-swapped"
    if (guess == guess[0]).all():
        return "same-answer-always"
    return "too-little-learnt"


def cases(rng: Rng) -> Cases:
    def bars(count: int) -> tuple[torch.Tensor, torch.Tensor]:
        # As many lying as standing bars, so that one answer for all is right in half of the cases.
        labels = (rng.distinct(count).argsort() % 2).long()
        images = 0.3 * rng.normal(count, 1, SIDE, SIDE)
        for image, label in zip(images, labels.tolist(), strict=True):
            place = rng.integer(0, SIDE)
            if label == 0:
                image[0, place] += 1
            else:
                image[0, :, place] += 1
        return images, labels

    images, labels = bars(120)
    new, answers = bars(100)
    yield hidden(call(images, labels), then(new), secret=answers)


@also
def _(images, labels):
    # No training at all: a bar makes one row, or one column, brighter than all others.
    def scores(pictures):
        rows = pictures.sum(dim=3).amax(dim=(1, 2))
        columns = pictures.sum(dim=2).amax(dim=(1, 2))
        return torch.stack([rows, columns], dim=1)

    return scores


@also
def _(images, labels):
    def features(pictures):
        rows = pictures.sum(dim=3).amax(dim=2)
        columns = pictures.sum(dim=2).amax(dim=2)
        return torch.cat([rows, columns, torch.ones_like(rows)], dim=1)

    targets = nn.functional.one_hot(labels, 2).float()
    weights = torch.linalg.lstsq(features(images), targets).solution
    return lambda pictures: features(pictures) @ weights


@mistake("same-answer-always")
def _(images, labels):
    return lambda pictures: torch.tensor([[1.0, 0.0]]).repeat(len(pictures), 1)


@mistake("classes-swapped")
def _(images, labels):
    def scores(pictures):
        rows = pictures.sum(dim=3).amax(dim=(1, 2))
        columns = pictures.sum(dim=2).amax(dim=(1, 2))
        return torch.stack([columns, rows], dim=1)

    return scores


@mistake("too-little-learnt")
def _(images, labels):
    # A line that has seen a single pixel.
    return lambda pictures: torch.stack([pictures[:, 0, 0, 0], -pictures[:, 0, 0, 0]], dim=1)
