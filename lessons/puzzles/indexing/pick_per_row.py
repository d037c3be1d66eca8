"""One element from each row: two index tensors make pairs."""

import torch

from lessons.authoring import Cases, Rng, also, exercise, hidden, mistake, shown, slow


@exercise(level="easy", minutes=5, forbids=("for", "while"))
def pick_per_row(table, columns):
    return table[torch.arange(len(table)), columns]


def cases(rng: Rng) -> Cases:
    yield shown(
        torch.tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]),
        torch.tensor([2, 0]),
    )
    for rows, columns in ((1, 1), (1, 4), (3, 3), (6, 2), (5, 8)):
        table = rng.distinct(rows, columns)
        yield hidden(table, rng.integers(rows, low=0, high=columns))
    table = rng.noncontiguous(rng.normal(4, 5))
    yield hidden(table, rng.noncontiguous(rng.integers(4, low=0, high=5)))
    yield hidden(rng.normal(0, 3), rng.integers(0, low=0, high=3))


@also
def _(table, columns):
    return table.gather(1, columns[:, None])[:, 0]


@also
def _(table, columns):
    return table[:, columns].diagonal()


@also
def _(table, columns):
    chosen = torch.eye(table.shape[1])[columns]
    return torch.einsum("ij,ij->i", table, chosen)


@also
def _(table, columns):
    return torch.take_along_dim(table, columns.unsqueeze(1), dim=1).squeeze(1)


@slow
def _(table, columns):
    picked = torch.zeros(len(table))
    for i, column in enumerate(columns):
        picked[i] = table[i, column]
    return picked


@mistake("whole-columns")
def _(table, columns):
    return table[:, columns]


@mistake("kept-dimension", asked="(rows,)", got="(rows, 1)")
def _(table, columns):
    return table.gather(1, columns[:, None])


@mistake("counted-in-one-line")
def _(table, columns):
    return torch.take(table, columns)


@mistake("counted-in-one-line")
def _(table, columns):
    return table.flatten()[columns]


@mistake("counted-from-one")
def _(table, columns):
    return table[torch.arange(len(table)), columns - 1]
