"""Training a classifier whose labels form a ring, judged on points that it has not seen."""

import torch
from torch import nn

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


@exercise(limits={"wall_seconds": 30, "cpu_seconds": 30})
def fit_ring(X, y):
    model = nn.Sequential(nn.Linear(2, 16), nn.ReLU(), nn.Linear(16, 1))
    optimizer = torch.optim.Adam(model.parameters(), lr=0.05)
    for _ in range(200):
        loss = nn.functional.binary_cross_entropy_with_logits(model(X).squeeze(1), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()

    def predict(new):
        with torch.no_grad():
            return (model(new).squeeze(1) > 0).long()

    return predict


@accepts
def _(labels, X, y, secret=None):
    if not bool(((labels == 0) | (labels == 1)).all()):
        return "other-labels"
    right = (labels == secret).float().mean()
    if not right >= 0.85:
        return "turned-round" if right < 0.15 else "ring-not-learnt"
    return None


def cases(rng: Rng) -> Cases:
    for case in (shown, hidden):
        points = rng.uniform(360, 2, low=-2.0, high=2.0)
        distance = points.norm(dim=1)
        points = points[(distance - 1.4).abs() > 0.15]
        inside = (points.norm(dim=1) < 1.4).long()
        X, new = points[:200], points[200:260]
        yield case(call(X, inside[:200].float()), then(new), secret=inside[200:260])


@also
def _(X, y):
    nearest = 5

    def predict(new):
        order = torch.cdist(new, X).argsort(dim=1)[:, :nearest]
        return (y[order].mean(dim=1) > 0.5).long()

    return predict


@also
def _(X, y):
    class Ring(nn.Module):
        def __init__(self):
            super().__init__()
            self.layer = nn.Linear(4, 1)

        def forward(self, x):
            return self.layer(torch.cat([x, x**2], dim=1))

    model = Ring()
    optimizer = torch.optim.Adam(model.parameters(), lr=0.1)
    for _ in range(300):
        optimizer.zero_grad()
        nn.functional.binary_cross_entropy_with_logits(model(X)[:, 0], y).backward()
        optimizer.step()
    return lambda new: torch.where(model(new.clone())[:, 0] > 0, 1, 0)


@mistake("ring-not-learnt")
def _(X, y):
    model = nn.Linear(2, 1)
    optimizer = torch.optim.Adam(model.parameters(), lr=0.05)
    for _ in range(200):
        loss = nn.functional.binary_cross_entropy_with_logits(model(X).squeeze(1), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return lambda new: (model(new).squeeze(1) > 0).long()


@mistake("ring-not-learnt")
def _(X, y):
    model = nn.Sequential(nn.Linear(2, 16), nn.ReLU(), nn.Linear(16, 1))
    return lambda new: (model(new).squeeze(1) > 0).long()


@mistake("ring-not-learnt")
def _(X, y):
    return lambda new: torch.zeros(len(new), dtype=torch.int64)


@mistake("turned-round")
def _(X, y):
    model = nn.Sequential(nn.Linear(2, 16), nn.ReLU(), nn.Linear(16, 1))
    optimizer = torch.optim.Adam(model.parameters(), lr=0.05)
    for _ in range(200):
        loss = nn.functional.binary_cross_entropy_with_logits(model(X).squeeze(1), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return lambda new: (model(new).squeeze(1) < 0).long()


@mistake("other-labels")
def _(X, y):
    model = nn.Sequential(nn.Linear(2, 16), nn.ReLU(), nn.Linear(16, 1))
    optimizer = torch.optim.Adam(model.parameters(), lr=0.05)
    for _ in range(200):
        loss = nn.functional.binary_cross_entropy_with_logits(model(X).squeeze(1), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return lambda new: torch.where(model(new).squeeze(1) > 0, 1, -1)
