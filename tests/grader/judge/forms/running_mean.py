import torch

from lessons.authoring import Cases, Rng, also, ask, do, exercise, hidden, made, mistake, shown


@exercise()
class RunningMean:
    def __init__(self, start=0.0):
        self.total = start
        self.count = 0

    def update(self, x):
        self.total = self.total + x.sum().item()
        self.count += len(x)

    def mean(self):
        if self.count == 0:
            raise ValueError("no numbers yet")
        return self.total / self.count


def cases(rng: Rng) -> Cases:
    yield shown(made(), do("update", torch.tensor([1.0, 3.0])), ask("mean"))
    yield shown(
        made(),
        do("update", torch.tensor([1.0, 3.0])),
        ask("mean"),
        do("update", torch.tensor([5.0])),
        ask("mean"),
        ask("count"),
    )
    yield shown(made(), ask("mean"), raises=ValueError)
    for (size,) in rng.shapes(1, smallest=2):
        yield hidden(
            made(start=2.0),
            do("update", rng.normal(size)),
            ask("mean"),
            do("update", rng.normal(size + 1)),
            ask("mean"),
        )


@also
class _:
    count = 0

    def __init__(self, start=0.0):
        self.start = start
        self.seen = []

    def update(self, x):
        self.seen += x.tolist()
        self.count = len(self.seen)

    def mean(self):
        if not self.seen:
            raise ValueError
        return (self.start + sum(self.seen)) / len(self.seen)


@mistake("last-only")
class _:
    def __init__(self, start=0.0):
        self.start = start
        self.count = 0

    def update(self, x):
        self.total = self.start + x.sum().item()
        self.count += len(x)
        self.last = len(x)

    def mean(self):
        if self.count == 0:
            raise ValueError("no numbers yet")
        return self.total / self.last
