"""Missing values, replaced by the last known one."""

import torch

from lessons.authoring import Cases, Rng, also, exercise, hidden, mistake, shown, slow

NAN = float("nan")


@exercise(level="hard", minutes=30, operations="constant")
def carry_forward(x):
    place = torch.arange(len(x))
    last_known = torch.where(x.isnan(), 0, place).cummax(0).values
    return x[last_known]


def cases(rng: Rng) -> Cases:
    yield shown(torch.tensor([20.0, NAN, NAN, 23.0, NAN]))
    yield shown(torch.tensor([NAN, 5.0, NAN, 7.0]))
    for count in (1, 2, 9, 60):
        yield hidden(rng.normal(count).masked_fill(rng.uniform(count) < 0.5, NAN))
    yield hidden(torch.full((3,), NAN))
    x = rng.normal(20).masked_fill(rng.uniform(20) < 0.5, NAN)
    yield hidden(rng.noncontiguous(x))
    for count, size in ((10, "n"), (100, "10n")):
        x = rng.normal(count).masked_fill(rng.uniform(count) < 0.5, NAN)
        yield hidden(x, size=size)


@also
def _(x):
    known = ~x.isnan()
    values = torch.cat([x.new_full((1,), float("nan")), x[known]])
    return values[known.cumsum(0)]


@also
def _(x):
    i = torch.arange(len(x))
    usable = ~x.isnan() & (i <= i[:, None])
    last_known = torch.where(usable, i, -1).amax(1) if len(x) else i
    return torch.where(last_known < 0, float("nan"), x[last_known])


@slow
def _(x):
    result = x.clone()
    for i in range(1, len(x)):
        if result[i].isnan():
            result[i] = result[i - 1]
    return result


@mistake("one-step-only")
def _(x):
    before = torch.cat([x[:1], x[:-1]])
    return torch.where(x.isnan(), before, x)


@mistake("filled-with-zeros")
def _(x):
    return x.nan_to_num(0)


@mistake("next-one-taken")
def _(x):
    known = ~x.isnan().flip(0)
    values = torch.cat([x.new_full((1,), float("nan")), x.flip(0)[known]])
    return values[known.cumsum(0)].flip(0)


@mistake("mean-filled")
def _(x):
    return torch.where(x.isnan(), x.nanmean(), x)


@mistake("beginning-filled")
def _(x):
    known = ~x.isnan()
    if not known.any():
        return x.clone()
    return x[known][(known.cumsum(0) - 1).clamp(min=0)]


@mistake("gaps-removed")
def _(x):
    return x[~x.isnan()]


@mistake("largest-so-far")
def _(x):
    return x.nan_to_num(float("-inf")).cummax(0).values
