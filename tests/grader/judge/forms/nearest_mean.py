import torch

from lessons.authoring import (
    Cases,
    Rng,
    accepts,
    also,
    call,
    exercise,
    hidden,
    mistake,
    shown,
    then,
)


@exercise()
def nearest_mean(X, y):
    means = torch.stack([X[y == 0].mean(0), X[y == 1].mean(0)])
    return lambda new: torch.cdist(new, means).argmin(1)


@accepts
def _(labels, X, y, secret):
    assert len(X) == len(y) == 20
    right = (labels == secret).float().mean()
    if right < 0.2:
        return "turned-round"
    return None if right > 0.8 else "not-learnt"


def cases(rng: Rng) -> Cases:
    for case in (shown, hidden, hidden):
        y = torch.arange(30) % 2
        X = rng.normal(30, 2) + 6 * y[:, None]
        yield case(call(X[:20], y[:20]), then(X[20:]), secret=y[20:])


@also
def _(X, y):
    return lambda new: (new.sum(1) > X.sum(1).mean()).long()


@also
def _(X, y):
    return lambda new: y[torch.cdist(new, X).argmin(1)]


@mistake("turned-round")
def _(X, y):
    return lambda new: (new.sum(1) < X.sum(1).mean()).long()


@mistake("not-learnt")
def _(X, y):
    return lambda new: torch.zeros(len(new), dtype=torch.int64)
