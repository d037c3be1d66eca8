"""Curves over sizes, both axes logarithmic, as a PNG that a phone can show."""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from PIL import Image, ImageDraw

from bot.pictures.fonts import sans

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Curve:
    """One line of the chart: a positive value for each of the chart's sizes."""

    label: str
    values: tuple[float, ...]
    colour: Literal["blue", "orange"]
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """A point to look at, and what is written beside it."""

    at: Point  # size and value
    label: str


@dataclass(frozen=True, slots=True)
class Chart:
    """What to draw; all words are the reader's own."""

    title: str
    sizes: tuple[int, ...]
    curves: tuple[Curve, ...]
    size_label: str  # under the horizontal axis
    value_label: str  # above the vertical axis
    mark: Mark | None = None


def crossing(sizes: Sequence[int], rising: Sequence[float], flat: Sequence[float]) -> Point | None:
    """Where `rising` gets above `flat` for good: size and value, or None when it does not.

    Between two sizes both are taken as straight lines on logarithmic axes.
    """
    gaps = [math.log(one / other) for one, other in zip(rising, flat, strict=True)]
    below = [at for at, gap in enumerate(gaps) if gap <= 0]
    if not below or below[-1] == len(gaps) - 1:
        return None
    at = below[-1]
    part = gaps[at] / (gaps[at] - gaps[at + 1])
    size = sizes[at] * (sizes[at + 1] / sizes[at]) ** part
    return size, rising[at] * (rising[at + 1] / rising[at]) ** part


WIDTH, HEIGHT = 520, 440  # in units; text of 16 units is just readable on a phone
PIXELS = 2  # a unit
FINER = 2  # drawn this much larger and then reduced, which smooths the lines

LEFT, RIGHT, TOP, BOTTOM = 64, 24, 124, 70
PAPER, INK, QUIET, GRID = "#fbf7ef", "#2b2f36", "#6a6558", "#e2dccd"
COLOURS = {"blue": "#2f6f9f", "orange": "#c8562b"}


def draw(chart: Chart) -> bytes:
    """The chart as a PNG of 1040 × 880 pixels, on a light card that suits any background."""
    whole = PIXELS * FINER
    image = Image.new("RGBA", (WIDTH * whole, HEIGHT * whole), (0, 0, 0, 0))
    _Drawing(chart, ImageDraw.Draw(image), whole).draw()
    image = image.resize((WIDTH * PIXELS, HEIGHT * PIXELS), Image.Resampling.LANCZOS)
    png = io.BytesIO()
    image.save(png, "PNG", optimize=True)
    return png.getvalue()


class _Drawing:
    """One chart being drawn. Places are in units, from the upper left."""

    def __init__(self, chart: Chart, pen: ImageDraw.ImageDraw, scale: int) -> None:
        self._chart = chart
        self._pen = pen
        self._scale = scale
        values = [value for curve in chart.curves for value in curve.values]
        self._decades = _decades(values)
        self._sizes = math.log(chart.sizes[0]), math.log(max(chart.sizes[-1], chart.sizes[0] + 1))

    def draw(self) -> None:
        corner = (WIDTH * self._scale - 1, HEIGHT * self._scale - 1)
        self._pen.rounded_rectangle((0, 0, *corner), radius=16 * self._scale, fill=PAPER)
        self._text((24, 20), self._chart.title, 20, INK, "lt")
        self._key()
        self._axes()
        for curve in self._chart.curves:
            self._curve(curve)
        if self._chart.mark:
            self._mark(self._chart.mark)

    def _key(self) -> None:
        """Which line is which, in one row."""
        x, y = 24.0, 68.0
        for curve in self._chart.curves:
            colour = COLOURS[curve.colour]
            self._line((x, y), (x + 34, y), colour, 3, dashed=curve.dashed)
            self._dot((x + 17, y), 4.5, colour, hollow=curve.dashed)
            self._text((x + 42, y), curve.label, 16, INK, "lm")
            x += 42 + self._width(curve.label, 16) + 16

    def _axes(self) -> None:
        first, last = self._decades
        for power in range(first, last + 1):
            _, y = self._place((self._chart.sizes[0], 10.0**power))
            self._line((LEFT, y), (WIDTH - RIGHT, y), GRID, 1)
            self._text((LEFT - 8, y), f"{10.0**power:.{max(0, -power)}f}", 16, QUIET, "rm")
        foot = HEIGHT - BOTTOM
        for size in self._chart.sizes:
            x, _ = self._place((size, 10.0**first))
            self._line((x, foot), (x, foot + 5), QUIET, 1)
            self._text((x, foot + 10), str(size), 16, QUIET, "mt")
        self._line((LEFT, foot), (WIDTH - RIGHT, foot), QUIET, 1.5)
        self._text((WIDTH - RIGHT, HEIGHT - 18), self._chart.size_label, 16, INK, "rs")
        self._text((24, TOP - 16), self._chart.value_label, 16, INK, "ls")

    def _curve(self, curve: Curve) -> None:
        points = [self._place(point) for point in zip(self._chart.sizes, curve.values, strict=True)]
        colour = COLOURS[curve.colour]
        for start, end in pairwise(points):
            self._line(start, end, colour, 3, dashed=curve.dashed)
        for point in points:
            self._dot(point, 4.5, colour, hollow=curve.dashed)

    def _mark(self, mark: Mark) -> None:
        x, y = self._place(mark.at)
        self._line((x, y), (x, HEIGHT - BOTTOM), INK, 1.5, dashed=True)
        self._dot((x, y), 8, INK, hollow=True)
        # Curves come from the left below and leave to the right above: the label stands between.
        end = max(x + 2, LEFT + 6 + self._width(mark.label, 17))
        self._text((end, max(y - 20, TOP + 14)), mark.label, 17, INK, "rs", halo=True)

    def _place(self, point: Point) -> Point:
        """Where a size and a value are on the card."""
        (left, right), (low, high) = self._sizes, self._decades
        across = (math.log(point[0]) - left) / (right - left)
        up = (math.log10(point[1]) - low) / (high - low)
        x = LEFT + 14 + across * (WIDTH - LEFT - RIGHT - 36)
        return x, HEIGHT - BOTTOM - up * (HEIGHT - TOP - BOTTOM)

    def _line(
        self, start: Point, end: Point, colour: str, width: float, *, dashed: bool = False
    ) -> None:
        length = math.dist(start, end)
        step, dash = (10.0, 6.0) if dashed else (length or 1.0, length)
        gone = 0.0
        while gone < length:
            pieces = (gone / length, min(gone + dash, length) / length)
            ends = [
                (start[0] + part * (end[0] - start[0]), start[1] + part * (end[1] - start[1]))
                for part in pieces
            ]
            flat = [each * self._scale for point in ends for each in point]
            self._pen.line(flat, fill=colour, width=round(width * self._scale))
            gone += step

    def _dot(self, at: Point, radius: float, colour: str, *, hollow: bool = False) -> None:
        x, y, r = (each * self._scale for each in (*at, radius))
        fill = PAPER if hollow else colour
        line = round(2.2 * self._scale)
        self._pen.ellipse((x - r, y - r, x + r, y + r), fill=fill, outline=colour, width=line)

    def _text(
        self, at: Point, text: str, size: float, colour: str, anchor: str, *, halo: bool = False
    ) -> None:
        self._pen.text(
            (at[0] * self._scale, at[1] * self._scale),
            text,
            fill=colour,
            font=sans(size * self._scale),
            anchor=anchor,
            stroke_width=3 * self._scale if halo else 0,
            stroke_fill=PAPER,
        )

    def _width(self, text: str, size: float) -> float:
        return sans(size * self._scale).getlength(text) / self._scale


def _decades(values: Sequence[float]) -> tuple[int, int]:
    """Powers of ten below and above all values; at least one apart."""
    low, high = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
    return low, max(high, low + 1)
