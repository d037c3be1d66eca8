"""Even numbers by arange: a step, and an exclusive end."""

import torch

from lessons.authoring import Cases, Rng, also, exercise, hidden, mistake, shown


@exercise()
def evens(stop):
    return torch.arange(0, stop, 2)


def cases(rng: Rng) -> Cases:
    yield shown(10)
    yield shown(7)
    yield hidden(1)
    yield hidden(2)
    yield hidden(2 * rng.integer(6, 40))
    # Always large, so that no answer that ends too early is right by luck.
    yield hidden(2 * rng.integer(30, 40) + 1)


@mistake("stop-included")
def _(stop):
    return torch.arange(0, stop + 1, 2)


@mistake("missing-step")
def _(stop):
    return torch.arange(stop)


@mistake("zero-missing")
def _(stop):
    return torch.arange(2, stop, 2)


@mistake("odd-stop")
def _(stop):
    return torch.arange(stop // 2) * 2


@mistake("places-swapped")
def _(stop):
    return torch.arange(0, 2, stop)


@mistake("mask-returned", comparison="torch.arange(3) % 2 == 0", mask="[True, False, True]")
def _(stop):
    return torch.arange(stop) % 2 == 0


@mistake("odd-numbers")
def _(stop):
    return torch.arange(1, stop, 2)


@mistake("odd-numbers")
def _(stop):
    return torch.arange(0, stop, 2) + 1


@mistake("made-float", asked="int64")
def _(stop):
    return torch.arange(0.0, stop, 2)


@also
def _(stop):
    return 2 * torch.arange((stop + 1) // 2)


@also
def _(stop):
    return torch.tensor([number for number in range(stop) if number % 2 == 0])


@also
def _(stop):
    numbers = torch.arange(stop)
    return numbers[numbers % 2 == 0]


@mistake("spread-out")
def _(stop):
    return torch.linspace(0, stop, stop // 2).long()


@mistake("spread-out")
def _(stop):
    return torch.linspace(0, stop, stop // 2, dtype=torch.int64)


@mistake("spread-out")
def _(stop):
    return torch.linspace(0, stop, (stop + 1) // 2).long()


@mistake("spread-out")
def _(stop):
    return torch.linspace(0, stop, stop // 2 + 1).long()


@mistake("zeros-for-odd")
def _(stop):
    numbers = torch.arange(stop)
    return numbers * (numbers % 2 == 0)


@mistake("zeros-for-odd")
def _(stop):
    numbers = torch.arange(stop)
    return torch.where(numbers % 2 == 0, numbers, 0)


@mistake("counted")
def _(stop):
    return (torch.arange(stop) % 2 == 0).sum()


@mistake("counted")
def _(stop):
    return torch.tensor((stop + 1) // 2)


@mistake("counted")
def _(stop):
    return len(range(0, stop, 2))
