"""The weights of a causal mask, for all rows at once."""

import torch

from lessons.authoring import Cases, Rng, also, exercise, hidden, mistake, shown, slow


@exercise(operations="constant")
def causal_weights(scores):
    later = torch.ones_like(scores).triu(diagonal=1).bool()
    return scores.masked_fill(later, float("-inf")).softmax(dim=1)


def cases(rng: Rng) -> Cases:
    yield shown(torch.tensor([[0.0, 5.0], [0.0, 0.0]]))
    yield shown(torch.tensor([[1.0, 5.0, 5.0], [1.0, 1.0, 5.0], [0.0, 0.0, 0.0]]))
    yield hidden(rng.normal(1, 1))
    yield hidden(rng.normal(5, 5))
    yield hidden(rng.normal(4, 4), size="n")
    yield hidden(rng.normal(40, 40), size="10n")


@also
def _(scores):
    place = torch.arange(len(scores))
    allowed = place[:, None] >= place
    return torch.where(allowed, scores, -torch.inf).softmax(1)


@also
def _(scores):
    powers = torch.exp(scores).tril()
    return powers / powers.sum(dim=1, keepdim=True)


@also
def _(scores):
    mask = torch.full(scores.shape, float("-inf")).triu(1)
    return torch.softmax(scores + mask, dim=-1)


@slow
def _(scores):
    rows = []
    for number in range(len(scores)):
        seen = scores[number, : number + 1].softmax(0)
        rows.append(torch.nn.functional.pad(seen, (0, len(scores) - number - 1)))
    return torch.stack(rows)


@mistake("past-masked")
def _(scores):
    earlier = torch.ones_like(scores).tril(diagonal=-1).bool()
    return scores.masked_fill(earlier, float("-inf")).softmax(dim=1)


@mistake("zero-is-not-nothing")
def _(scores):
    return scores.tril().softmax(dim=1)


@mistake("masked-afterwards")
def _(scores):
    return scores.softmax(dim=1).tril()


@mistake("diagonal-masked")
def _(scores):
    later = torch.ones_like(scores).triu().bool()
    return scores.masked_fill(later, float("-inf")).softmax(dim=1)


@mistake("nothing-masked")
def _(scores):
    return scores.softmax(dim=1)


@mistake("softmax-over-columns")
def _(scores):
    later = torch.ones_like(scores).triu(1).bool()
    return scores.masked_fill(later, float("-inf")).softmax(dim=0)


@mistake("zero-times-infinity")
def _(scores):
    return (scores + torch.ones_like(scores).triu(1) * float("-inf")).softmax(dim=1)


@mistake("masked-scores-returned")
def _(scores):
    return scores.masked_fill(torch.ones_like(scores).triu(1).bool(), float("-inf"))


@mistake("masked-with-a-number")
def _(scores):
    return scores.masked_fill(torch.ones_like(scores).triu(1).bool(), -1.0).softmax(dim=1)
