"""Binary cross-entropy, with a small number inside the logarithms."""

import torch

from lessons.authoring import Cases, Rng, exercise, hidden, mistake, shown


@exercise()
def bce(p, y):
    yes = y * torch.log(p + 1e-7)
    no = (1 - y) * torch.log(1 - p + 1e-7)
    return -(yes + no).mean()


def cases(rng: Rng) -> Cases:
    yield shown(torch.tensor([[0.9], [0.2]]), torch.tensor([[1.0], [0.0]]))
    yield shown(torch.tensor([[0.5], [0.5], [0.5]]), torch.tensor([[0.0], [1.0], [1.0]]))
    # Correct predictions with probability 0 or 1: without the small number, 0 * log(0) is nan.
    yield shown(torch.tensor([[1.0], [0.0]]), torch.tensor([[1.0], [0.0]]))
    # Near 0 and 1, correct ways of adding 1e-7 give different results.
    for n in (1, 2, 3, 7, 256):
        yield hidden(_probabilities(rng, n, 1), _labels(rng, n, 1))
    yield hidden(_probabilities(rng, 9), _labels(rng, 9))
    yield hidden(
        rng.noncontiguous(_probabilities(rng, 5, 1)), rng.noncontiguous(_labels(rng, 5, 1))
    )


def _probabilities(rng: Rng, *shape: int) -> torch.Tensor:
    return rng.uniform(*shape, low=0.05, high=0.95)


def _labels(rng: Rng, *shape: int) -> torch.Tensor:
    return rng.integers(*shape, low=0, high=2, dtype=torch.float32)


@mistake("summed-instead")
def _(p, y):
    yes = y * torch.log(p + 1e-7)
    no = (1 - y) * torch.log(1 - p + 1e-7)
    return -(yes + no).sum()


@mistake("missing-minus")
def _(p, y):
    yes = y * torch.log(p + 1e-7)
    no = (1 - y) * torch.log(1 - p + 1e-7)
    return (yes + no).mean()
