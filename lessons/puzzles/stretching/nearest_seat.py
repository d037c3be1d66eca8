"""The nearest of several positions, for each of several others."""

import torch

from lessons.authoring import Cases, Rng, also, exercise, hidden, mistake, shown, slow


@exercise(level="medium", minutes=8, operations="constant")
def nearest_seat(people, seats):
    return (people[:, None] - seats).abs().argmin(1)


def cases(rng: Rng) -> Cases:
    yield shown(torch.tensor([0.9, 5.2, 2.1]), torch.tensor([0.0, 2.0, 4.0, 6.5]))
    for count, places in ((1, 1), (1, 5), (6, 1), (5, 5), (3, 20)):
        yield hidden(rng.normal(count), rng.normal(places))
    yield hidden(rng.noncontiguous(rng.normal(4)), rng.noncontiguous(rng.normal(6)))
    yield hidden(rng.normal(0), rng.normal(3))
    # Whole numbers without ties, since cdist rounds when there are more than 25 of them.
    yield hidden(rng.distinct(30) * 4 + 1, rng.distinct(30) * 4, size="n")
    yield hidden(rng.distinct(300) * 4 + 1, rng.distinct(300) * 4, size="10n")


@also
def _(people, seats):
    return torch.cdist(people[:, None], seats[:, None]).argmin(1)


@also
def _(people, seats):
    return (seats.square() - 2 * torch.outer(people, seats)).argmin(1)


@also
def _(people, seats):
    distances = (people.unsqueeze(1) - seats.unsqueeze(0)) ** 2
    return distances.min(dim=1).indices


@slow
def _(people, seats):
    nearest = torch.zeros(len(people), dtype=torch.int64)
    for i, person in enumerate(people):
        nearest[i] = (seats - person).abs().argmin()
    return nearest


@mistake("distance-returned")
def _(people, seats):
    return (people[:, None] - seats).abs().amin(1)


@mistake("nearest-person")
def _(people, seats):
    return (people[:, None] - seats).abs().argmin(0)


@mistake("sign-kept")
def _(people, seats):
    return (people[:, None] - seats).argmin(1)


@mistake("position-returned")
def _(people, seats):
    return seats[(people[:, None] - seats).abs().argmin(dim=1)]


@mistake("farthest-seat")
def _(people, seats):
    return (people[:, None] - seats).abs().argmax(dim=1)


@mistake("next-seat")
def _(people, seats):
    return torch.searchsorted(seats, people)


@mistake("next-seat")
def _(people, seats):
    return torch.bucketize(people, seats)


@mistake("one-for-all")
def _(people, seats):
    return (people[:, None] - seats).abs().argmin()
