"""Which class has the highest score, for each sample."""

import torch

from lessons.authoring import Cases, Rng, also, exercise, hidden, mistake, shown


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


@mistake("counted-from-one")
def _(scores):
    return scores.argmax(dim=1) + 1


@mistake("kept-dimension", asked="(samples,)", got="(samples, 1)")
def _(scores):
    return scores.argmax(dim=1, keepdim=True)


@mistake("squeezed-everything", asked="(samples,)")
def _(scores):
    return scores.argmax(dim=1, keepdim=True).squeeze()


@mistake("mask-returned", comparison="torch.tensor([0.1, 0.7]) == 0.7", mask="[False, True]")
def _(scores):
    return scores == scores.max(dim=1, keepdim=True).values


@mistake("smallest-instead")
def _(scores):
    return scores.argmin(dim=1)


@mistake("started-at-zero")
def _(scores):
    best = []
    for row in scores:
        highest, position = 0, 0
        for i, score in enumerate(row):
            if score > highest:
                highest, position = score, i
        best.append(position)
    return torch.tensor(best)


@mistake("took-overall-maximum")
def _(scores):
    return scores.argmax()


@mistake("both-returned")
def _(scores):
    return tuple(scores.max(dim=1))


@mistake("sorted-positions")
def _(scores):
    return scores.argsort(dim=1)


@mistake("sorted-positions")
def _(scores):
    return scores.argsort(dim=1, descending=True)


@mistake("made-float", asked="int64")
def _(scores):
    return scores.argmax(dim=1).float()


@also
def _(scores):
    return scores.max(dim=1).indices


@also
def _(scores):
    best = []
    for row in scores.tolist():
        best.append(row.index(max(row)))
    return torch.tensor(best)


@also
def _(scores):
    return scores.topk(1, dim=1).indices.squeeze(1)


@also
def _(scores):
    return scores.sort(dim=1, descending=True).indices[:, 0]


@mistake("by-absolute-value")
def _(scores):
    return scores.abs().argmax(dim=1)


@mistake("by-absolute-value")
def _(scores):
    return (scores**2).argmax(dim=1)


@mistake("threshold-instead")
def _(scores):
    return (scores > 0.5).int().argmax(dim=1)


@mistake("threshold-instead")
def _(scores):
    return (scores > 0.5).long().argmax(dim=1)


@mistake("threshold-instead")
def _(scores):
    return (scores > 0).int().argmax(dim=1)


@mistake("one-hot")
def _(scores):
    return torch.nn.functional.one_hot(scores.argmax(dim=1), scores.shape[1])
