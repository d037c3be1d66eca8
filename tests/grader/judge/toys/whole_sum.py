"""The sum of all elements as a Python number."""

import torch

from lessons.authoring import Cases, Rng, exercise, hidden, mistake, shown


@exercise()
def whole_sum(x):
    return x.sum().item()


def cases(rng: Rng) -> Cases:
    yield shown(torch.tensor([1.5, 2.0]))
    # Whole numbers: float32 adds them without rounding, in whatever order.
    for shape in rng.shapes(1):
        yield hidden(rng.integers(*shape, dtype=torch.float32))


@mistake("returned-tensor")
def _(x):
    return x.sum()
