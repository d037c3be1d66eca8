"""Binary cross-entropy, with a small number inside the logarithms."""

import torch

from lessons.authoring import Cases, Rng, also, exercise, hidden, mistake, shown


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
    # A logarithm of 0 alone, which tells its mistake from that of a number below 0.
    yield hidden(torch.tensor([[0.0], [0.5]]), torch.tensor([[0.0], [1.0]]))
    # Near 0 and 1, correct ways of adding 1e-7 give different results.
    for n in (1, 2, 3, 7, 256):
        yield hidden(_probabilities(rng, n, 1), _labels(rng, n, 1))
    yield hidden(_probabilities(rng, 9), _labels(rng, 9))
    yield hidden(
        rng.noncontiguous(_probabilities(rng, 5, 1)), rng.noncontiguous(_labels(rng, 5, 1))
    )


def _probabilities(rng: Rng, *shape: int) -> torch.Tensor:
    return rng.uniform(*shape, low=0.1, high=0.9)


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


@mistake("only-the-ones")
def _(p, y):
    return -(y * torch.log(p + 1e-7)).mean()


@mistake("arguments-swapped")
def _(p, y):
    yes = p * torch.log(y + 1e-7)
    no = (1 - p) * torch.log(1 - y + 1e-7)
    return -(yes + no).mean()


@mistake("arguments-swapped")
def _(p, y):
    return torch.nn.functional.binary_cross_entropy(y, p)


@mistake("logits-expected")
def _(p, y):
    return torch.nn.functional.binary_cross_entropy_with_logits(p, y)


@mistake("half-a-minus")
def _(p, y):
    yes = y * torch.log(p + 1e-7)
    no = (1 - y) * torch.log(1 - p + 1e-7)
    return (-yes + no).mean()


@mistake("half-a-minus")
def _(p, y):
    yes = y * torch.log(p + 1e-7)
    no = (1 - y) * torch.log(1 - p + 1e-7)
    return -yes.mean() + no.mean()


@mistake("logarithm-of-zero")
def _(p, y):
    yes = y * torch.log(p)
    no = (1 - y) * torch.log(1 - p)
    return -(yes + no).mean()


@mistake("logarithm-of-zero")
def _(p, y):
    yes = y * (torch.log(p) + 1e-7)
    no = (1 - y) * (torch.log(1 - p) + 1e-7)
    return -(yes + no).mean()


@mistake("minus-and-mean-missing")
def _(p, y):
    yes = y * torch.log(p + 1e-7)
    no = (1 - y) * torch.log(1 - p + 1e-7)
    return (yes + no).sum()


@mistake("squared-error")
def _(p, y):
    return ((p - y) ** 2).mean()


@mistake("not-averaged")
def _(p, y):
    yes = y * torch.log(p + 1e-7)
    no = (1 - y) * torch.log(1 - p + 1e-7)
    return -(yes + no)


@mistake("log-of-one")
def _(p, y):
    yes = y * torch.log(p + 1e-7)
    no = (1 - y) * (1 - torch.log(p + 1e-7))
    return -(yes + no).mean()


@also
def _(p, y):
    return torch.nn.functional.binary_cross_entropy(p, y)


@also
def _(p, y):
    return -torch.log(torch.where(y == 1, p, 1 - p) + 1e-7).mean()


@also
def _(p, y):
    losses = []
    for probability, label in zip(p.flatten(), y.flatten(), strict=True):
        chance = probability if label == 1 else 1 - probability
        losses.append(-torch.log(chance + 1e-6))
    return torch.stack(losses).mean()


@mistake("labels-exchanged")
def _(p, y):
    return -((1 - y) * torch.log(p + 1e-7) + y * torch.log(1 - p + 1e-7)).mean()


@mistake("cross-entropy-instead")
def _(p, y):
    return torch.nn.functional.cross_entropy(p, y)


@mistake("epsilon-inside-minus")
def _(p, y):
    return -(y * torch.log(p + 1e-7) + (1 - y) * torch.log(1 - (p + 1e-7))).mean()


@mistake("absolute-error")
def _(p, y):
    return (p - y).abs().mean()


@mistake("largest-loss")
def _(p, y):
    return -(y * torch.log(p + 1e-7) + (1 - y) * torch.log(1 - p + 1e-7)).max()


@mistake("largest-loss")
def _(p, y):
    return (-(y * torch.log(p + 1e-7) + (1 - y) * torch.log(1 - p + 1e-7))).max()
