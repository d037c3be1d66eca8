"""A line chart over sizes, with logarithmic axes, as a PNG that is legible on a phone."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from bot.images.canvas import BLUE, INK, LINE, PAPER, QUIET, RED, Card, Point


@dataclass(frozen=True, slots=True)
class Curve:
    """A line of the chart: one positive value for each of the chart's sizes."""

    label: str
    values: tuple[float, ...]
    colour: Literal["blue", "orange"]
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Annotation:
    """A marked point of the chart, and its label."""

    at: Point  # size and value
    label: str


@dataclass(frozen=True, slots=True)
class Chart:
    """The contents of a chart, with labels in the reader's language."""

    title: str
    sizes: tuple[int, ...]
    curves: tuple[Curve, ...]
    size_label: str  # under the horizontal axis
    value_label: str  # above the vertical axis
    annotation: Annotation | None = None


def crossing(sizes: Sequence[int], rising: Sequence[float], flat: Sequence[float]) -> Point | None:
    """Return the point (size, value) from which `rising` stays above `flat`, or None.

    Between two sizes both are interpolated linearly on logarithmic axes.
    """
    gaps = [math.log(one / other) for one, other in zip(rising, flat, strict=True)]
    below = [index for index, gap in enumerate(gaps) if gap <= 0]
    if not below or below[-1] == len(gaps) - 1:
        return None
    last = below[-1]
    share = gaps[last] / (gaps[last] - gaps[last + 1])
    size = sizes[last] * (sizes[last + 1] / sizes[last]) ** share
    return size, rising[last] * (rising[last + 1] / rising[last]) ** share


WIDTH, HEIGHT = 520, 440  # in units; text of 16 units is just legible on a phone
LEFT, RIGHT, TOP, BOTTOM = 64, 24, 124, 70
COLOURS = {"blue": BLUE, "orange": RED}


def draw(chart: Chart) -> bytes:
    """Return the chart as a PNG of 1040 × 880 pixels, on a light card for any background."""
    card = Card(WIDTH, HEIGHT)
    _Drawing(chart, card).draw()
    return card.png()


class _Drawing:
    """Draws one chart on a card."""

    def __init__(self, chart: Chart, card: Card) -> None:
        self._chart = chart
        self._card = card
        values = [value for curve in chart.curves for value in curve.values]
        self._decades = _decades(values)
        self._sizes = math.log(chart.sizes[0]), math.log(max(chart.sizes[-1], chart.sizes[0] + 1))

    def draw(self) -> None:
        self._card.text((24, 20), self._chart.title, 20, anchor="lt")
        self._legend()
        self._axes()
        for curve in self._chart.curves:
            self._curve(curve)
        if self._chart.annotation:
            self._annotation(self._chart.annotation)

    def _legend(self) -> None:
        """Draw the labels of the curves in one row."""
        x, y = 24.0, 68.0
        for curve in self._chart.curves:
            colour = COLOURS[curve.colour]
            self._card.line((x, y), (x + 34, y), colour, 3, dashed=curve.dashed)
            self._dot((x + 17, y), 4.5, colour, hollow=curve.dashed)
            self._card.text((x + 42, y), curve.label, 16)
            x += 42 + self._card.text_width(curve.label, 16) + 16

    def _axes(self) -> None:
        first, last = self._decades
        for power in range(first, last + 1):
            _, y = self._place((self._chart.sizes[0], 10.0**power))
            self._card.line((LEFT, y), (WIDTH - RIGHT, y), LINE, 1)
            label = f"{10.0**power:.{max(0, -power)}f}"
            self._card.text((LEFT - 8, y), label, 16, QUIET, anchor="rm")
        foot = HEIGHT - BOTTOM
        for size in self._chart.sizes:
            x, _ = self._place((size, 10.0**first))
            self._card.line((x, foot), (x, foot + 5), QUIET, 1)
            self._card.text((x, foot + 10), str(size), 16, QUIET, anchor="mt")
        self._card.line((LEFT, foot), (WIDTH - RIGHT, foot), QUIET, 1.5)
        self._card.text((WIDTH - RIGHT, HEIGHT - 18), self._chart.size_label, 16, anchor="rs")
        self._card.text((24, TOP - 16), self._chart.value_label, 16, anchor="ls")

    def _curve(self, curve: Curve) -> None:
        points = [self._place(point) for point in zip(self._chart.sizes, curve.values, strict=True)]
        colour = COLOURS[curve.colour]
        for start, end in pairwise(points):
            self._card.line(start, end, colour, 3, dashed=curve.dashed)
        for point in points:
            self._dot(point, 4.5, colour, hollow=curve.dashed)

    def _annotation(self, annotation: Annotation) -> None:
        x, y = self._place(annotation.at)
        self._card.line((x, y), (x, HEIGHT - BOTTOM), INK, 1.5, dashed=True)
        self._dot((x, y), 8, INK, hollow=True)
        # Curves go from the lower left to the upper right: the upper left is free for the label.
        width = self._card.text_width(annotation.label, 17)
        end, foot = max(x + 2, LEFT + 6 + width), max(y - 20, TOP + 14)
        self._card.box((end - width - 3, foot - 17, width + 6, 22), PAPER)  # hides the grid
        self._card.text((end, foot), annotation.label, 17, anchor="rs")

    def _place(self, point: Point) -> Point:
        """Return the position of a size and a value on the card."""
        (left, right), (low, high) = self._sizes, self._decades
        across = (math.log(point[0]) - left) / (right - left)
        up = (math.log10(point[1]) - low) / (high - low)
        x = LEFT + 14 + across * (WIDTH - LEFT - RIGHT - 36)
        return x, HEIGHT - BOTTOM - up * (HEIGHT - TOP - BOTTOM)

    def _dot(self, at: Point, radius: float, colour: str, *, hollow: bool = False) -> None:
        self._card.dot(*at, radius, colour)
        if hollow:
            self._card.dot(*at, radius - 2, PAPER)


def _decades(values: Sequence[float]) -> tuple[int, int]:
    """Return the powers of ten below and above all values, at least one apart."""
    low, high = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
    return low, max(high, low + 1)
