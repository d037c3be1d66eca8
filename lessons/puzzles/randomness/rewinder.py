"""A tape of random numbers: a generator whose position can be marked and found again."""

import torch

from lessons.authoring import Cases, Rng, also, ask, do, exercise, hidden, made, mistake, shown


@exercise(level="medium", minutes=12)
class Rewinder:
    def __init__(self, seed):
        self.generator = torch.Generator().manual_seed(seed)
        self.mark()

    def draw(self, count):
        return torch.rand(count, generator=self.generator)

    def mark(self):
        self.position = self.generator.get_state()

    def rewind(self):
        self.generator.set_state(self.position)


def cases(rng: Rng) -> Cases:
    yield shown(made(1), ask("draw", 2), do("mark"), ask("draw", 2), do("rewind"), ask("draw", 3))
    yield shown(made(4), ask("draw", 1), do("rewind"), ask("draw", 2))
    for _ in range(3):
        seed, first, second = rng.integer(0, 1000), rng.integer(1, 6), rng.integer(1, 6)
        yield hidden(
            made(seed),
            ask("draw", first),
            do("mark"),
            ask("draw", second),
            do("rewind"),
            ask("draw", second + 2),
            do("rewind"),
            ask("draw", 1),
        )
        yield hidden(
            made(seed + 1),
            do("draw", first),
            do("mark"),
            do("draw", second),
            do("mark"),
            ask("draw", 3),
            do("rewind"),
            ask("draw", 4),
        )


@also
class _:
    def __init__(self, seed):
        self.seed, self.drawn, self.marked = seed, 0, 0

    def draw(self, count):
        end = self.drawn + count
        generator = torch.Generator().manual_seed(self.seed)
        numbers = torch.rand(end, generator=generator)[self.drawn :]
        self.drawn = end
        return numbers

    def mark(self):
        self.marked = self.drawn

    def rewind(self):
        self.drawn = self.marked


@also
class _:
    def __init__(self, seed):
        self.generator = torch.Generator().manual_seed(seed)
        self.marked = self.generator.clone_state()

    def draw(self, count):
        return torch.rand(count, generator=self.generator)

    def mark(self):
        self.marked = self.generator.clone_state()

    def rewind(self):
        self.generator = self.marked.clone_state()


@mistake("back-to-the-start")
class _:
    def __init__(self, seed):
        self.seed = seed
        self.generator = torch.Generator().manual_seed(seed)

    def draw(self, count):
        return torch.rand(count, generator=self.generator)

    def mark(self):
        pass

    def rewind(self):
        self.generator.manual_seed(self.seed)


@mistake("not-rewound")
class _:
    def __init__(self, seed):
        self.generator = torch.Generator().manual_seed(seed)

    def draw(self, count):
        return torch.rand(count, generator=self.generator)

    def mark(self):
        self.marked = self.generator

    def rewind(self):
        if hasattr(self, "marked"):
            self.generator = self.marked
