import torch

from lessons.authoring import Cases, Rng, also, exercise, hidden, mistake, shown


@exercise()
def safe_log(x):
    if (x <= 0).any():
        raise ValueError("only positive numbers have a logarithm")
    return x.log()


def cases(rng: Rng) -> Cases:
    yield shown(torch.tensor([1.0, 2.0]))
    yield shown(torch.tensor([1.0, -2.0]), raises=ValueError)
    for (size,) in rng.shapes(1, smallest=2):
        x = rng.normal(size).abs() + 0.1
        yield hidden(x)
        yield hidden(-x, raises=ValueError)


@also
def _(x):
    class NotPositiveError(ValueError):
        pass

    if bool((x > 0).all()):
        return torch.log(x)
    raise NotPositiveError


@mistake("nan-instead")
def _(x):
    return x.log()
