"""The first half of a batch, whose dimension 0 is the number of examples."""

import torch

from lessons.authoring import Cases, Rng, exercise, hidden, mistake, shown


@exercise()
def first_half(batch: torch.Tensor):
    return batch[: len(batch) // 2]


def cases(rng: Rng) -> Cases:
    yield shown(torch.tensor([[1.0, 2.0], [3.0, 4.0]]))
    for rows in (2, 5, 8):
        yield hidden(rng.normal(rows, 4))


@mistake("took-columns")
def _(batch):
    return batch[:, : batch.shape[1] // 2]


@mistake("second-half")
def _(batch):
    return batch[len(batch) // 2 :]
