"""Local maxima of a row: a comparison with both neighbours."""

import torch

from lessons.authoring import Cases, Rng, also, exercise, hidden, mistake, shown, slow


@exercise(level="medium", minutes=8, forbids=("for", "while"))
def peaks(heights):
    found = torch.zeros(len(heights), dtype=torch.bool)
    inner = heights[1:-1]
    found[1:-1] = (inner > heights[:-2]) & (inner > heights[2:])
    return found


def cases(rng: Rng) -> Cases:
    yield shown(torch.tensor([1.0, 3.0, 2.0, 2.0, 5.0, 4.0]))
    yield shown(torch.tensor([6.0, 1.0, 4.0, 4.0, 0.0, 9.0]))
    for count in (0, 1, 2, 3, 9, 60):
        yield hidden(rng.integers(count, low=0, high=6).float())
    yield hidden(rng.noncontiguous(rng.normal(20)))


@also
def _(heights):
    padded = torch.nn.functional.pad(heights, (1, 1), value=float("inf"))
    return (heights > padded[:-2]) & (heights > padded[2:])


@also
def _(heights):
    edge = heights.new_zeros(1)
    slope = torch.cat([edge, heights.diff(), edge])
    return (slope[:-1] > 0) & (slope[1:] < 0) if len(heights) else heights > 0


@also
def _(heights):
    i = torch.arange(len(heights))
    inside = (i > 0) & (i < len(heights) - 1)
    return inside & (heights > heights.roll(1)) & (heights > heights.roll(-1))


@slow
def _(heights):
    found = torch.zeros(len(heights), dtype=torch.bool)
    for i in range(1, len(heights) - 1):
        found[i] = heights[i - 1] < heights[i] > heights[i + 1]
    return found


@mistake("ends-counted")
def _(heights):
    padded = torch.nn.functional.pad(heights, (1, 1), value=float("-inf"))
    return (heights > padded[:-2]) & (heights > padded[2:])


@mistake("flat-tops-counted")
def _(heights):
    found = torch.zeros(len(heights), dtype=torch.bool)
    inner = heights[1:-1]
    found[1:-1] = (inner >= heights[:-2]) & (inner >= heights[2:])
    return found


@mistake("ends-cut-off")
def _(heights):
    inner = heights[1:-1]
    return (inner > heights[:-2]) & (inner > heights[2:])


@mistake("or-instead")
def _(heights):
    found = torch.zeros(len(heights), dtype=torch.bool)
    inner, left, right = heights[1:-1], heights[:-2], heights[2:]
    found[1:-1] = (inner > left) | (inner > right)
    return found


@mistake("valleys-instead")
def _(heights):
    found = torch.zeros(len(heights), dtype=torch.bool)
    inner, left, right = heights[1:-1], heights[:-2], heights[2:]
    found[1:-1] = (inner < left) & (inner < right)
    return found


@mistake("closed-ring")
def _(heights):
    return (heights > heights.roll(1)) & (heights > heights.roll(-1))


@mistake("ends-counted")
def _(heights):
    padded = torch.nn.functional.pad(heights, (1, 1))
    return (heights > padded[:-2]) & (heights > padded[2:])


@mistake("one-neighbour-only")
def _(heights):
    found = torch.zeros(len(heights), dtype=torch.bool)
    found[1:-1] = heights[1:-1] > heights[:-2]
    return found


@mistake("one-neighbour-only")
def _(heights):
    found = torch.zeros(len(heights), dtype=torch.bool)
    found[1:-1] = heights[1:-1] > heights[2:]
    return found


@mistake("positions-returned")
def _(heights):
    inner = heights[1:-1]
    return ((inner > heights[:-2]) & (inner > heights[2:])).nonzero().flatten() + 1


@mistake("positions-returned")
def _(heights):
    inner = heights[1:-1]
    return torch.where((inner > heights[:-2]) & (inner > heights[2:]))[0] + 1


@mistake("highest-only")
def _(heights):
    return heights == heights.max()


@mistake("flat-tops-counted")
def _(heights):
    found = torch.zeros(len(heights), dtype=torch.bool)
    found[1:-1] = (heights[1:-1] >= heights[:-2]) & (heights[1:-1] > heights[2:])
    return found


@mistake("flat-tops-counted")
def _(heights):
    found = torch.zeros(len(heights), dtype=torch.bool)
    found[1:-1] = (heights[1:-1] > heights[:-2]) & (heights[1:-1] >= heights[2:])
    return found
