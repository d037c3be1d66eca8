"""Days that were warmer than every day before."""

import torch

from lessons.authoring import Cases, Rng, also, exercise, hidden, mistake, shown


@exercise(level="medium", minutes=8)
def record_days(temperatures):
    record = torch.ones(len(temperatures), dtype=torch.bool)
    best = temperatures.cummax(0).values
    record[1:] = temperatures[1:] > best[:-1]
    return record


def cases(rng: Rng) -> Cases:
    yield shown(torch.tensor([12.0, 9.0, 15.0, 15.0, 14.0, 18.0]))
    for days in (1, 2, 9, 60):
        yield hidden(rng.integers(days, low=-5, high=15).float())
    yield hidden(rng.integers(9, low=-15, high=-2).float())
    yield hidden(rng.noncontiguous(rng.normal(20)))


@also
def _(temperatures):
    best, record = float("-inf"), []
    for each in temperatures.tolist():
        record.append(each > best)
        best = max(best, each)
    return torch.tensor(record, dtype=torch.bool)


@also
def _(temperatures):
    before = torch.nn.functional.pad(temperatures, (1, 0), value=float("-inf")).cummax(0).values
    return temperatures > before[:-1]


@also
def _(temperatures):
    earlier = torch.ones(len(temperatures), len(temperatures), dtype=torch.bool).tril(-1)
    at_least = temperatures >= temperatures[:, None]
    return ~(at_least & earlier).any(1)


@mistake("ties-counted")
def _(temperatures):
    return temperatures == temperatures.cummax(0).values


@mistake("warmer-than-yesterday")
def _(temperatures):
    record = torch.ones(len(temperatures), dtype=torch.bool)
    record[1:] = temperatures[1:] > temperatures[:-1]
    return record


@mistake("first-day-left-out")
def _(temperatures):
    record = torch.zeros(len(temperatures), dtype=torch.bool)
    best = temperatures.cummax(0).values
    record[1:] = temperatures[1:] > best[:-1]
    return record


@mistake("warmest-of-all")
def _(temperatures):
    return temperatures == temperatures.max()


@mistake("coldest-days")
def _(temperatures):
    record = torch.ones(len(temperatures), dtype=torch.bool)
    record[1:] = temperatures[1:] < temperatures.cummin(0).values[:-1]
    return record
