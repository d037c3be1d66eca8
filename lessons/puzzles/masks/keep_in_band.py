"""Zero outside a band: values keep their places."""

import torch

from lessons.authoring import Cases, Rng, also, exercise, hidden, mistake, shown


@exercise(level="easy", minutes=4)
def keep_in_band(x, low, high):
    return torch.where((x >= low) & (x <= high), x, 0)


def cases(rng: Rng) -> Cases:
    yield shown(torch.tensor([1.0, 5.0, 3.0, 9.0, 2.0]), 2.0, 5.0)
    for rows, columns in ((1, 1), (1, 7), (6, 1), (5, 5), (0, 3)):
        yield hidden(rng.integers(rows, columns).float(), -3.0, 4.0)
    yield hidden(rng.noncontiguous(rng.normal(4, 6)), -0.5, 1.0)
    yield hidden(rng.integers(20), -2, 3)
    yield hidden(rng.normal(12), 2.0, -2.0)


@also
def _(x, low, high):
    return x * ((low <= x) & (x <= high))


@also
def _(x, low, high):
    return x.masked_fill((x < low) | (x > high), 0)


@also
def _(x, low, high):
    result = x.clone()
    result[x < low] = 0
    result[x > high] = 0
    return result


@also
def _(x, low, high):
    kept = [each if low <= each <= high else 0 for each in x.flatten().tolist()]
    return torch.tensor(kept, dtype=x.dtype).reshape(x.shape)


@mistake("clamped")
def _(x, low, high):
    return x.clamp(low, high)


@mistake("ends-left-out")
def _(x, low, high):
    return torch.where((x > low) & (x < high), x, 0)


@mistake("taken-out")
def _(x, low, high):
    return x[(x >= low) & (x <= high)]


@mistake("or-instead")
def _(x, low, high):
    return torch.where((x >= low) | (x <= high), x, 0)


@mistake("choice-inverted")
def _(x, low, high):
    return torch.where((x >= low) & (x <= high), 0, x)


@mistake("choice-inverted")
def _(x, low, high):
    return x.masked_fill((x >= low) & (x <= high), 0)


@mistake("one-end-only")
def _(x, low, high):
    return torch.where(x > high, 0, x)


@mistake("one-end-only")
def _(x, low, high):
    return torch.where(x < low, 0, x)


@mistake("one-end-only")
def _(x, low, high):
    return torch.where(x <= high, x, 0)


@mistake("one-end-only")
def _(x, low, high):
    return torch.where(x >= low, x, 0)


@mistake("ends-left-out")
def _(x, low, high):
    return torch.where((x >= low) & (x < high), x, 0)


@mistake("ends-left-out")
def _(x, low, high):
    return torch.where((x > low) & (x <= high), x, 0)


@mistake("mask-returned", comparison="x > 2.0", mask="[False, True, True]")
def _(x, low, high):
    return (x >= low) & (x <= high)


@mistake("mask-returned", comparison="x > 2.0", mask="[False, True, True]")
def _(x, low, high):
    return ((x >= low) & (x <= high)).to(x.dtype)


@mistake("nan-outside")
def _(x, low, high):
    return torch.where((x >= low) & (x <= high), x.float(), float("nan"))


@mistake("limit-filled")
def _(x, low, high):
    return torch.where((x >= low) & (x <= high), x, low)


@mistake("limit-filled")
def _(x, low, high):
    return torch.where((x >= low) & (x <= high), x, high)
