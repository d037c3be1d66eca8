"""Dropout by hand: what remains is scaled up, and nothing happens outside of training."""

import torch

from lessons.authoring import Cases, Rng, accepts, also, exercise, hidden, mistake, shown


@exercise(calls=2)
def drop_out(x, p, training):
    if not training:
        return x
    keep = torch.rand_like(x) >= p
    return x * keep / (1 - p)


@accepts
def _(result, x, p, training, again):
    if not training:
        return None if torch.allclose(result, x) else "changed-in-evaluation"
    kept = result != 0  # no element of x is 0
    if not kept.any():
        return "all-or-none"
    if kept.all():
        if torch.allclose(result, x / (1 - p)):
            return "all-or-none"
        return "never-drops" if torch.allclose(result, x) else "another-rule"
    rows = kept.float().mean(dim=1)
    if ((rows == 0) | (rows == 1)).all():
        return "whole-rows"
    share = kept.float().mean().item()
    scale = (result / x)[kept]
    is_one_number = torch.allclose(scale, scale[0].expand_as(scale), rtol=1e-3)
    if is_one_number and abs(share - p) < 0.1 < abs(share - (1 - p)):
        return "keeps-with-p"
    if not is_one_number or not abs(share - (1 - p)) < 0.1:
        return "another-rule"
    for factor, key in ((1 / (1 - p), None), (1.0, "not-scaled"), (1 - p, "scaled-down")):
        if torch.allclose(scale[0], torch.tensor(factor), rtol=1e-3):
            is_again = key is None and torch.equal(kept, again != 0)
            return "same-elements-again" if is_again else key
    return "another-rule"


def cases(rng: Rng) -> Cases:
    # 2,000 elements, so that a share is within 0.1 of its probability, by nine deviations.
    yield shown(torch.tensor([[1.0, 2.0], [3.0, 4.0]]), 0.5, False)
    yield shown(torch.ones(40, 50), 0.25, True)
    for p in (0.2, 0.3, 0.7, 0.8):
        x = rng.uniform(40, 50, low=0.5, high=2.0)
        yield hidden(x, p, True)
        yield hidden(-x[:3, :4], p, False)


@also
def _(x, p, training):
    return torch.nn.functional.dropout(x, p, training)


@also
def _(x, p, training):
    if training:
        mask = torch.bernoulli(torch.full_like(x, 1 - p))
        return mask * x / (1 - p)
    return x.clone()


@also
def _(x, p, training):
    if not training:
        return x
    return torch.where(torch.rand(x.shape) < p, 0.0, x / (1 - p))


@mistake("not-scaled")
def _(x, p, training):
    return x * (torch.rand_like(x) >= p) if training else x


@mistake("changed-in-evaluation")
def _(x, p, training):
    keep = torch.rand_like(x) >= p
    keep[0, 0] = False  # else a small x sometimes keeps every element
    return x * keep / (1 - p)


@mistake("keeps-with-p")
def _(x, p, training):
    return x * (torch.rand_like(x) < p) / (1 - p) if training else x


@mistake("scaled-down")
def _(x, p, training):
    return x * (torch.rand_like(x) >= p) * (1 - p) if training else x


@mistake("another-rule")
def _(x, p, training):
    return x * (torch.rand_like(x) >= p) / p if training else x


@mistake("whole-rows")
def _(x, p, training):
    return x * (torch.rand(len(x), 1) >= p) / (1 - p) if training else x


@mistake("all-or-none")
def _(x, p, training):
    return x * (torch.rand(1) >= p) / (1 - p) if training else x


@mistake("never-drops")
def _(x, p, training):
    return x


@mistake("changed-in-evaluation")
def _(x, p, training):
    if not training:
        return x * (1 - p)
    return x * (torch.rand_like(x) >= p) / (1 - p)


@mistake("another-rule")
def _(x, p, training):
    return x * torch.rand_like(x) if training else x


@mistake("same-elements-again")
def _(x, p, training):
    if not training:
        return x
    torch.manual_seed(0)
    return x * (torch.rand_like(x) >= p) / (1 - p)
