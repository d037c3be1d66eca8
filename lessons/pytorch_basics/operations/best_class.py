"""Which class has the highest score, for each sample."""

import torch

from lessons.authoring import Cases, Rng, exercise, hidden, mistake, shown


@exercise()
def best_class(scores):
    return scores.argmax(dim=1)


def cases(rng: Rng) -> Cases:
    yield shown(torch.tensor([[0.1, 0.7, 0.2], [0.8, 0.1, 0.1]]))
    yield shown(torch.tensor([[-5.0, -2.0], [-1.0, -3.0], [-4.0, -6.0]]))
    # Entries are distinct: correct solutions differ in the index that they return for a tie.
    for rows, columns in rng.shapes(2, smallest=1):
        yield hidden(rng.distinct(rows, columns))
    yield hidden(rng.distinct(5, 4) - 100)
    yield hidden(rng.distinct(3, 6, dtype=torch.int64))
    yield hidden(rng.noncontiguous(rng.distinct(4, 5)))
    yield hidden(rng.distinct(7, 3, dtype=torch.float64).T)


@mistake("returned-values")
def _(scores):
    return scores.max(dim=1).values


@mistake("took-column-maximum")
def _(scores):
    return scores.argmax(dim=0)
