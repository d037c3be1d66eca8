"""The decision that a logit means."""

import torch

from lessons.authoring import Cases, Rng, also, exercise, hidden, mistake, shown


@exercise()
def yes_or_no(logits):
    return (logits > 0).long()


def cases(rng: Rng) -> Cases:
    yield shown(torch.tensor([-2.0, 0.3, 4.0]))
    yield shown(torch.tensor([[0.1], [-0.1]]))
    for shape in rng.shapes(2, smallest=1, count=4):
        yield hidden(rng.normal(*shape))
    yield hidden(rng.uniform(40, low=-1.0, high=1.0))


@also
def _(logits):
    return (torch.sigmoid(logits) > 0.5).to(torch.int64)


@also
def _(logits):
    return torch.where(logits > 0, 1, 0)


@mistake("half-as-threshold")
def _(logits):
    return (logits > 0.5).long()


@mistake("half-as-threshold")
def _(logits):
    return (logits > 0.5).float()


@mistake("mask-returned", comparison="logits > 0", mask="tensor([False, True, True])")
def _(logits):
    return logits > 0


@mistake("made-float", asked="torch.int64")
def _(logits):
    return (logits > 0).float()


@mistake("made-float", asked="torch.int64")
def _(logits):
    return torch.sigmoid(logits).round()


@mistake("probabilities-kept")
def _(logits):
    return torch.sigmoid(logits)


@mistake("always-no")
def _(logits):
    return torch.sigmoid(logits).long()


@mistake("rounded-logits")
def _(logits):
    return logits.round().long()


@mistake("sign-returned")
def _(logits):
    return torch.sign(logits).long()


@mistake("sign-returned")
def _(logits):
    return torch.sign(logits)


@mistake("sign-returned")
def _(logits):
    return torch.where(logits > 0, 1, -1)


@mistake("position-returned")
def _(logits):
    return logits.argmax()
