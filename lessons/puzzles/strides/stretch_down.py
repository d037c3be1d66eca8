"""A row shown many times without a copy: a dimension whose stride is 0."""

import torch

from lessons.authoring import Cases, Rng, also, exercise, hidden, mistake, shown


@exercise(level="easy", minutes=3, shares_memory_with="row")
def stretch_down(row, count):
    return row.expand(count, -1)


def cases(rng: Rng) -> Cases:
    yield shown(torch.tensor([1.5, 2.5, 3.5]), 2)
    for length in (1, 2, 5, 8):
        yield hidden(rng.normal(length), rng.integer(2, 7))
    yield hidden(rng.normal(4), 1)
    yield hidden(rng.noncontiguous(rng.normal(6)), 3)
    yield hidden(rng.integers(3, low=20, high=100), 4)


@also
def _(row, count):
    return row[None].broadcast_to(count, len(row))


@also
def _(row, count):
    return torch.as_strided(row, (count, len(row)), (0, row.stride(0)))


@mistake("copied-rows")
def _(row, count):
    return row.repeat(count, 1)


@mistake("copied-rows")
def _(row, count):
    return torch.stack([row for _ in range(count)])


@mistake("stretched-sideways")
def _(row, count):
    return row[:, None].expand(-1, count)
