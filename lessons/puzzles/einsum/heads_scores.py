"""The scores of attention: every query against every key, head by head."""

import torch

from lessons.authoring import Cases, Rng, also, exercise, hidden, mistake, shown, slow


@exercise(level="medium", minutes=10, allows=("einsum",), tolerance=(1e-4, 1e-4))
def heads_scores(queries, keys):
    return torch.einsum("bqhd,bkhd->bhqk", queries, keys)


def cases(rng: Rng) -> Cases:
    yield shown(
        torch.tensor([[[[1.0, 2.0]], [[0.0, 1.0]]]]), torch.tensor([[[[3.0, 0.0]], [[1.0, 1.0]]]])
    )
    for batch, many, few, heads, depth in ((2, 3, 3, 3, 2), (1, 4, 2, 2, 3), (3, 1, 5, 1, 4)):
        yield hidden(rng.normal(batch, many, heads, depth), rng.normal(batch, few, heads, depth))
    yield hidden(rng.normal(2, 5, 2, 1), rng.normal(2, 2, 2, 1))
    yield hidden(rng.normal(0, 3, 2, 4), rng.normal(0, 2, 2, 4))
    yield hidden(rng.noncontiguous(rng.normal(2, 3, 2, 4)), rng.normal(2, 4, 2, 4))


@also
def _(queries, keys):
    return torch.einsum("...qhd,...khd->...hqk", queries, keys)


@also
def _(queries, keys):
    by_head = torch.einsum("bqhd->bhqd", queries)
    turned = torch.einsum("bkhd->bhdk", keys)
    return torch.einsum("bhqd,bhdk->bhqk", by_head, turned)


@mistake("heads-mixed")
def _(queries, keys):
    return torch.einsum("bqhd,bkgd->bhqk", queries, keys)


@mistake("keys-first")
def _(queries, keys):
    return torch.einsum("bqhd,bkhd->bhkq", queries, keys)


@mistake("heads-last")
def _(queries, keys):
    return torch.einsum("bqhd,bkhd->bqkh", queries, keys)


@slow
def _(queries, keys):
    return queries.transpose(1, 2) @ keys.permute(0, 2, 3, 1)


@mistake("scaled-by-depth")
def _(queries, keys):
    return torch.einsum("bqhd,bkhd->bhqk", queries, keys) / queries.shape[-1] ** 0.5


@mistake("softmax-applied")
def _(queries, keys):
    scores = torch.einsum("bqhd,bkhd->bhqk", queries, keys)
    return scores.softmax(dim=-1)


@mistake("softmax-applied")
def _(queries, keys):
    scores = torch.einsum("bqhd,bkhd->bhqk", queries, keys)
    return (scores / queries.shape[-1] ** 0.5).softmax(dim=-1)
