"""A study group at a glance as a PNG: learners down, checklist items across."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from bot.images.canvas import BLUE, GREEN, QUIET, RAISED, RED, Card

WIDTH = 620
TOP, ROW_HEIGHT, NAMES_WIDTH = 112, 34, 236
COLUMN_WIDTH, COLUMNS_WIDTH = 32, 264  # of a column, and of all of them
RING_COLOUR = "#d6cdb8"


@dataclass(frozen=True, slots=True)
class Cell:
    """How far a learner is with an item: `share` from 0 to 1."""

    state: Literal["proven", "self-checked", "open"]
    share: float


@dataclass(frozen=True, slots=True)
class Row:
    """A learner's row: one cell for each checklist item, in the order of the columns."""

    name: str
    cells: tuple[Cell, ...]
    stuck: str  # what is written where the learner is stuck; empty where nowhere


@dataclass(frozen=True, slots=True)
class Legend:
    """Words of the reader's for what the marks mean."""

    proven: str
    self_checked: str
    under_way: str
    stuck: str


def draw(
    title: str, subtitle: str, columns: Sequence[str], rows: Sequence[Row], legend: Legend
) -> bytes:
    """The overview as a PNG, 1240 pixels wide, one row a learner."""
    card = Card(WIDTH, TOP + ROW_HEIGHT * len(rows) + 56)
    card.text((24, 32), card.ellipsize(title, 20, WIDTH - 52), 20, bold=True)
    card.text((24, 58), card.ellipsize(subtitle, 14, WIDTH - 48), 14, QUIET)
    step = min(COLUMN_WIDTH, COLUMNS_WIDTH / max(len(columns), 1))
    places = [NAMES_WIDTH + step * (at + 0.5) for at in range(len(columns))]
    radius = min(10.0, step * 0.4)
    for x, column in zip(places, columns, strict=True):
        size = min(14.0, step * 0.6)
        card.text((x, TOP - 18), card.ellipsize(column, size, 60), size, QUIET, anchor="mm")
    for at, line in enumerate(rows):
        y = TOP + ROW_HEIGHT * at
        if at % 2 == 0:
            card.box((12, y, WIDTH - 24, ROW_HEIGHT), RAISED, radius=8)
        _draw_row(card, y + ROW_HEIGHT / 2, line, places, radius)
    _draw_legend(card, TOP + ROW_HEIGHT * len(rows) + 30, legend)
    return card.png()


def _draw_row(card: Card, y: float, line: Row, places: Sequence[float], radius: float) -> None:
    card.avatar(36, y, 12, line.name)
    card.text((58, y), card.ellipsize(line.name, 15, NAMES_WIDTH - 66), 15)
    for x, cell in zip(places, line.cells, strict=True):
        _draw_cell(card, x, y, cell, radius)
    if line.stuck:
        left = (places[-1] if places else NAMES_WIDTH) + radius + 14
        card.dot(left + 5, y, 5, RED)
        card.text((left + 16, y), card.ellipsize(line.stuck, 13, WIDTH - 24 - left - 16), 13, RED)


def _draw_cell(card: Card, x: float, y: float, cell: Cell, radius: float) -> None:
    """A ring that fills as the item is worked through; a disc once it is proven."""
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
    for mark, words in (
        (Cell("proven", 1), legend.proven),
        (Cell("self-checked", 0), legend.self_checked),
        (Cell("open", 0.4), legend.under_way),
    ):
        _draw_cell(card, x + 18, y, mark, 9)
        card.text((x + 34, y), words, 13, QUIET)
        x += 34 + card.text_width(words, 13) + 20
    card.dot(x + 5, y, 5, RED)
    card.text((x + 16, y), legend.stuck, 13, QUIET)
