"""A tuple of the sum and the shape; called twice on the same arguments."""

import torch

from lessons.authoring import Cases, Rng, exercise, hidden, shown


@exercise(calls=2, exact_containers=True)
def parts(x, extra):
    return x.sum(), tuple(x.shape), {"extra": extra}


def cases(rng: Rng) -> Cases:
    yield shown(torch.tensor([1.0, 2.0]), [1, "a", None])
    yield hidden(rng.normal(2, 3), torch.float32)
    yield hidden(rng.integers(4), torch.device("cpu"))
