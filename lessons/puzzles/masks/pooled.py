"""The mean of each sequence in a padded batch."""

import torch

from lessons.authoring import Cases, Rng, also, exercise, hidden, mistake, shown


@exercise(level="hard", minutes=12, tolerance=(1e-4, 1e-4))
def pooled(batch, lengths):
    real = torch.arange(batch.shape[1]) < lengths[:, None]
    return (batch * real[:, :, None]).sum(1) / lengths[:, None]


def cases(rng: Rng) -> Cases:
    yield shown(
        torch.tensor([[[1.0, 2.0], [3.0, 6.0], [9.0, 9.0]], [[4.0, 5.0], [9.0, 9.0], [9.0, 9.0]]]),
        torch.tensor([2, 1]),
    )
    for texts, words, features in ((1, 1, 1), (1, 4, 3), (5, 3, 1), (4, 4, 4), (6, 9, 2)):
        lengths = rng.integers(texts, low=1, high=words + 1)
        yield hidden(rng.uniform(texts, words, features, low=1, high=5), lengths)
    batch = rng.noncontiguous(rng.normal(3, 5, 4))
    yield hidden(batch, rng.integers(3, low=1, high=6))
    yield hidden(rng.normal(0, 3, 2), rng.integers(0, low=1, high=4))


@also
def _(batch, lengths):
    means = torch.zeros(batch.shape[0], batch.shape[2])
    for i, length in enumerate(lengths.tolist()):
        means[i] = batch[i, :length].mean(0)
    return means


@also
def _(batch, lengths):
    real = torch.arange(batch.shape[1]) < lengths[:, None]
    weights = real / lengths[:, None]
    return torch.einsum("nld,nl->nd", batch, weights)


@also
def _(batch, lengths):
    totals = batch.cumsum(1)
    last = torch.arange(len(batch)), lengths - 1
    return totals[last] / lengths[:, None]


@also
def _(batch, lengths):
    padding = torch.arange(batch.shape[1]) >= lengths[:, None]
    batch = batch.masked_fill(padding.unsqueeze(-1), 0)
    return batch.sum(dim=1) / lengths.unsqueeze(-1)


@mistake("padding-counted")
def _(batch, lengths):
    return batch.mean(1)


@mistake("divided-by-the-width")
def _(batch, lengths):
    real = torch.arange(batch.shape[1]) < lengths[:, None]
    return (batch * real[:, :, None]).mean(1)


@mistake("padding-added")
def _(batch, lengths):
    return batch.sum(1) / lengths[:, None]


@mistake("largest-instead")
def _(batch, lengths):
    return torch.stack([text[:length].amax(0) for text, length in zip(batch, lengths, strict=True)])


@mistake("last-word-missing")
def _(batch, lengths):
    return torch.stack(
        [text[: length - 1].mean(0) for text, length in zip(batch, lengths, strict=True)]
    )


@mistake("one-word-too-many")
def _(batch, lengths):
    return torch.stack(
        [text[: length + 1].mean(0) for text, length in zip(batch, lengths, strict=True)]
    )


@mistake("one-word-too-many")
def _(batch, lengths):
    real = torch.arange(batch.shape[1]) <= lengths[:, None]
    return (batch * real[:, :, None]).sum(1) / lengths[:, None]


@mistake("one-word-too-many")
def _(batch, lengths):
    real = torch.arange(batch.shape[1]) <= lengths[:, None]
    return (batch * real[:, :, None]).sum(1) / real.sum(1, keepdim=True)


@mistake("lengths-along-numbers")
def _(batch, lengths):
    real = torch.arange(batch.shape[1]) < lengths[:, None]
    return (batch * real[:, :, None]).sum(1) / lengths


@mistake("not-divided")
def _(batch, lengths):
    real = torch.arange(batch.shape[1]) < lengths[:, None]
    return (batch * real[:, :, None]).sum(1)


@mistake("not-divided")
def _(batch, lengths):
    return torch.stack([text[:length].sum(0) for text, length in zip(batch, lengths, strict=True)])


@mistake("last-word-only")
def _(batch, lengths):
    return batch[torch.arange(len(batch)), lengths - 1]


@mistake("first-word-only")
def _(batch, lengths):
    return batch[:, 0]
