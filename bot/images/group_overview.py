"""An overview of a study group as a PNG: one row per learner, one column per checklist item."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from bot.images.canvas import BLUE, GREEN, QUIET, RAISED, RED, Card

WIDTH = 620
TOP, ROW_HEIGHT, NAMES_WIDTH = 112, 34, 236
COLUMN_WIDTH, COLUMNS_WIDTH = 32, 264  # maxima
RING_COLOUR = "#d6cdb8"


@dataclass(frozen=True, slots=True)
class Cell:
    """A learner's progress with an item; `share` is from 0 to 1."""

    state: Literal["proven", "self-checked", "open"]
    share: float


@dataclass(frozen=True, slots=True)
class Row:
    """A learner's row, with one cell for each column; `avatar` is a PNG or JPEG file."""

    name: str
    cells: tuple[Cell, ...]
    stuck: str  # where the learner is stuck, or empty
    avatar: bytes = b""


@dataclass(frozen=True, slots=True)
class Legend:
    """The labels of the marks, in the reader's language."""

    proven: str
    self_checked: str
    under_way: str
    stuck: str


def draw(
    title: str, subtitle: str, columns: Sequence[str], rows: Sequence[Row], legend: Legend
) -> bytes:
    """Return the overview as a PNG, 1240 pixels wide."""
    card = Card(WIDTH, TOP + ROW_HEIGHT * len(rows) + 56)
    card.text((24, 32), card.ellipsize(title, 20, WIDTH - 52), 20, bold=True)
    card.text((24, 58), card.ellipsize(subtitle, 14, WIDTH - 48), 14, QUIET)
    step = min(COLUMN_WIDTH, COLUMNS_WIDTH / max(len(columns), 1))
    xs = [NAMES_WIDTH + step * (index + 0.5) for index in range(len(columns))]
    radius = min(10.0, step * 0.4)
    for x, column in zip(xs, columns, strict=True):
        size = min(14.0, step * 0.6)
        card.text((x, TOP - 18), card.ellipsize(column, size, 60), size, QUIET, anchor="mm")
    for index, row in enumerate(rows):
        y = TOP + ROW_HEIGHT * index
        if index % 2 == 0:
            card.box((12, y, WIDTH - 24, ROW_HEIGHT), RAISED, radius=8)
        _draw_row(card, y + ROW_HEIGHT / 2, row, xs, radius)
    _draw_legend(card, TOP + ROW_HEIGHT * len(rows) + 30, legend)
    return card.png()


def _draw_row(card: Card, y: float, row: Row, xs: Sequence[float], radius: float) -> None:
    card.avatar(36, y, 12, row.name, row.avatar)
    card.text((58, y), card.ellipsize(row.name, 15, NAMES_WIDTH - 66), 15)
    for x, cell in zip(xs, row.cells, strict=True):
        _draw_cell(card, x, y, cell, radius)
    if row.stuck:
        left = (xs[-1] if xs else NAMES_WIDTH) + radius + 14
        card.dot(left + 5, y, 5, RED)
        card.text((left + 16, y), card.ellipsize(row.stuck, 13, WIDTH - 24 - left - 16), 13, RED)


def _draw_cell(card: Card, x: float, y: float, cell: Cell, radius: float) -> None:
    """Draw a ring that fills with the progress, or a disc if the item is proven."""
    tick = radius * 1.2
    if cell.state == "proven":
        card.dot(x, y, radius, GREEN)
        card.text((x, y), "✓", tick, "#ffffff", anchor="mm", bold=True)
        return
    card.ring(x, y, radius - 0.5, RING_COLOUR, width=radius * 0.3)
    if cell.share:
        card.ring(x, y, radius - 0.5, BLUE, width=radius * 0.3, share=cell.share)
    if cell.state == "self-checked":
        card.text((x, y), "✓", tick, BLUE, anchor="mm", bold=True)


def _draw_legend(card: Card, y: float, legend: Legend) -> None:
    x = 28.0
    for cell, label in (
        (Cell("proven", 1), legend.proven),
        (Cell("self-checked", 0), legend.self_checked),
        (Cell("open", 0.4), legend.under_way),
    ):
        _draw_cell(card, x + 18, y, cell, 9)
        card.text((x + 34, y), label, 13, QUIET)
        x += 34 + card.text_width(label, 13) + 20
    card.dot(x + 5, y, 5, RED)
    card.text((x + 16, y), legend.stuck, 13, QUIET)
