"""A small relative of batch norm: it subtracts the mean, and remembers it for evaluation."""

import torch
from torch import nn

from lessons.authoring import Cases, Rng, also, ask, do, exercise, hidden, made, mistake, shown


@exercise()
class Centered(nn.Module):
    def __init__(self, size):
        super().__init__()
        self.register_buffer("running_mean", torch.zeros(size))

    def forward(self, x):
        if not self.training:
            return x - self.running_mean
        mean = x.mean(dim=0)
        with torch.no_grad():
            self.running_mean.lerp_(mean, 0.1)
        return x - mean


def cases(rng: Rng) -> Cases:
    x = torch.tensor([[1.0, 10.0], [3.0, 30.0]])
    yield shown(made(2), ask(x), ask("running_mean"))
    yield shown(made(2), ask(x), do("eval"), ask(x), ask("running_mean"))
    for rows, size in ((3, 1), (4, 4), (9, 5)):
        first, second, third = (3 * rng.normal(rows, size) + 2 for _ in range(3))
        yield hidden(
            made(size),
            ask(first),
            ask("running_mean"),
            do("eval"),
            ask(second),
            ask(rng.normal(1, size)),
            ask("running_mean"),
            do("train"),
            ask(third),
            ask("running_mean"),
        )


@also
class _(nn.Module):
    def __init__(self, size):
        super().__init__()
        self.running_mean = torch.zeros(size)

    def forward(self, x):
        if self.training:
            mean = x.mean(0)
            self.running_mean = 0.9 * self.running_mean + 0.1 * mean.detach()
        else:
            mean = self.running_mean
        return x - mean


@also
class _(nn.Module):
    def __init__(self, size):
        super().__init__()
        self.running_mean = nn.Parameter(torch.zeros(size), requires_grad=False)

    def forward(self, x):
        center = x.sum(0) / len(x) if self.training else self.running_mean
        if self.training:
            self.running_mean += 0.1 * (center - self.running_mean)
        return x - center


@mistake("batch-in-evaluation")
class _(nn.Module):
    def __init__(self, size):
        super().__init__()
        self.running_mean = torch.zeros(size)

    def forward(self, x):
        mean = x.mean(dim=0)
        if self.training:
            self.running_mean = 0.9 * self.running_mean + 0.1 * mean
        return x - mean


@mistake("memory-in-training")
class _(nn.Module):
    def __init__(self, size):
        super().__init__()
        self.running_mean = torch.zeros(size)

    def forward(self, x):
        if self.training:
            self.running_mean = 0.9 * self.running_mean + 0.1 * x.mean(dim=0)
        return x - self.running_mean


@mistake("shares-swapped")
class _(nn.Module):
    def __init__(self, size):
        super().__init__()
        self.running_mean = torch.zeros(size)

    def forward(self, x):
        if not self.training:
            return x - self.running_mean
        mean = x.mean(dim=0)
        self.running_mean = 0.1 * self.running_mean + 0.9 * mean
        return x - mean


@mistake("learns-in-evaluation")
class _(nn.Module):
    def __init__(self, size):
        super().__init__()
        self.running_mean = torch.zeros(size)

    def forward(self, x):
        mean = x.mean(dim=0)
        center = mean if self.training else self.running_mean
        self.running_mean = 0.9 * self.running_mean + 0.1 * mean
        return x - center


@mistake("nothing-remembered")
class _(nn.Module):
    def __init__(self, size):
        super().__init__()
        self.running_mean = torch.zeros(size)

    def forward(self, x):
        if not self.training:
            return x - self.running_mean
        mean = x.mean(dim=0)
        0.9 * self.running_mean + 0.1 * mean
        return x - mean


@mistake("mean-over-columns")
class _(nn.Module):
    def __init__(self, size):
        super().__init__()
        self.running_mean = torch.zeros(size)

    def forward(self, x):
        if not self.training:
            return x - self.running_mean
        mean = x.mean()
        self.running_mean = 0.9 * self.running_mean + 0.1 * mean
        return x - mean


@mistake("divided-as-well")
class _(nn.Module):
    def __init__(self, size):
        super().__init__()
        self.register_buffer("running_mean", torch.zeros(size))

    def forward(self, x):
        if not self.training:
            return x - self.running_mean
        mean = x.mean(dim=0)
        self.running_mean = 0.9 * self.running_mean + 0.1 * mean.detach()
        return (x - mean) / x.std(dim=0)


@mistake("memory-begins-with-ones")
class _(nn.Module):
    def __init__(self, size):
        super().__init__()
        self.register_buffer("running_mean", torch.ones(size))

    def forward(self, x):
        if not self.training:
            return x - self.running_mean
        mean = x.mean(dim=0)
        self.running_mean = 0.9 * self.running_mean + 0.1 * mean.detach()
        return x - mean
