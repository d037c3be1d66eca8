"""A small convolutional network with pooling."""

import torch
from torch import nn

from lessons.authoring import (
    Cases,
    Rng,
    also,
    ask,
    ask_shapes,
    do,
    exercise,
    hidden,
    made,
    mistake,
    shown,
)


@exercise(tolerance=(1e-4, 1e-5))
class BarNet(nn.Module):
    def __init__(self, channels, classes):
        super().__init__()
        self.conv = nn.Conv2d(1, channels, kernel_size=3, padding=1)
        self.head = nn.Linear(channels * 4 * 4, classes)

    def forward(self, x):
        x = torch.relu(self.conv(x))
        x = nn.functional.max_pool2d(x, 2)
        return self.head(x.flatten(start_dim=1))


def cases(rng: Rng) -> Cases:
    def state(channels: int, classes: int) -> dict[str, torch.Tensor]:
        return {
            "conv.weight": rng.normal(channels, 1, 3, 3),
            "conv.bias": rng.normal(channels),
            "head.weight": rng.normal(classes, channels * 16) / 4,
            "head.bias": rng.normal(classes),
        }

    yield shown(made(2, 3), ask_shapes("named_parameters"))
    for channels, classes, rows in ((1, 2, 3), (4, 3, 2), (3, 5, 4)):
        yield hidden(
            made(channels, classes),
            do("load_state_dict", state(channels, classes)),
            ask(rng.normal(rows, 1, 8, 8)),
        )


@also
class _(nn.Module):
    def __init__(self, channels, classes):
        super().__init__()
        self.conv = nn.Conv2d(1, channels, 3, padding="same")
        self.pool = nn.MaxPool2d(2)
        self.head = nn.Linear(channels * (8 // 2) ** 2, classes)

    def forward(self, x):
        maps = self.pool(self.conv(x)).relu()  # relu and maximum may change places
        return self.head(maps.reshape(len(x), -1))


@also
class _(nn.Module):
    def __init__(self, channels, classes):
        super().__init__()
        self.conv = nn.Conv2d(1, channels, (3, 3), padding=(1, 1))
        self.head = nn.Linear(16 * channels, classes)

    def forward(self, x):
        maps = self.conv(x).clamp(min=0)
        blocks = maps.unfold(2, 2, 2).unfold(3, 2, 2)
        return self.head(blocks.amax(dim=(4, 5)).flatten(1))


@mistake("relu-left-out")
class _(nn.Module):
    def __init__(self, channels, classes):
        super().__init__()
        self.conv = nn.Conv2d(1, channels, 3, padding=1)
        self.head = nn.Linear(channels * 16, classes)

    def forward(self, x):
        x = nn.functional.max_pool2d(self.conv(x), 2)
        return self.head(x.flatten(1))


@mistake("average-pooled")
class _(nn.Module):
    def __init__(self, channels, classes):
        super().__init__()
        self.conv = nn.Conv2d(1, channels, 3, padding=1)
        self.head = nn.Linear(channels * 16, classes)

    def forward(self, x):
        x = nn.functional.avg_pool2d(torch.relu(self.conv(x)), 2)
        return self.head(x.flatten(1))


@mistake("probabilities-returned")
class _(nn.Module):
    def __init__(self, channels, classes):
        super().__init__()
        self.conv = nn.Conv2d(1, channels, 3, padding=1)
        self.head = nn.Linear(channels * 16, classes)

    def forward(self, x):
        x = nn.functional.max_pool2d(torch.relu(self.conv(x)), 2)
        return self.head(x.flatten(1)).softmax(dim=1)


@mistake("relu-at-the-end")
class _(nn.Module):
    def __init__(self, channels, classes):
        super().__init__()
        self.conv = nn.Conv2d(1, channels, 3, padding=1)
        self.head = nn.Linear(channels * 16, classes)

    def forward(self, x):
        x = nn.functional.max_pool2d(torch.relu(self.conv(x)), 2)
        return torch.relu(self.head(x.flatten(1)))


@mistake("channels-last-flattened")
class _(nn.Module):
    def __init__(self, channels, classes):
        super().__init__()
        self.conv = nn.Conv2d(1, channels, 3, padding=1)
        self.head = nn.Linear(channels * 16, classes)

    def forward(self, x):
        x = nn.functional.max_pool2d(torch.relu(self.conv(x)), 2)
        return self.head(x.permute(0, 2, 3, 1).flatten(1))


@mistake("padding-forgotten")
class _(nn.Module):
    def __init__(self, channels, classes):
        super().__init__()
        self.conv = nn.Conv2d(1, channels, kernel_size=3)
        self.head = nn.Linear(channels * 3 * 3, classes)

    def forward(self, x):
        x = nn.functional.max_pool2d(torch.relu(self.conv(x)), 2)
        return self.head(x.flatten(start_dim=1))


@mistake("pooling-not-counted")
class _(nn.Module):
    def __init__(self, channels, classes):
        super().__init__()
        self.conv = nn.Conv2d(1, channels, kernel_size=3, padding=1)
        self.head = nn.Linear(channels * 8 * 8, classes)

    def forward(self, x):
        x = nn.functional.max_pool2d(torch.relu(self.conv(x)), 2)
        return self.head(x.flatten(start_dim=1))


@mistake("class-number-returned")
class _(nn.Module):
    def __init__(self, channels, classes):
        super().__init__()
        self.conv = nn.Conv2d(1, channels, kernel_size=3, padding=1)
        self.head = nn.Linear(channels * 4 * 4, classes)

    def forward(self, x):
        x = nn.functional.max_pool2d(torch.relu(self.conv(x)), 2)
        return self.head(x.flatten(start_dim=1)).argmax(dim=1)
