"""Tables where only a fixed-width font keeps columns in line."""

from __future__ import annotations

from collections.abc import Iterator

from bot.platforms.text_width import pad, width
from bot.tutor.replies.model import Table

WIDEST = 34
"""Columns that a phone shows in such a font without breaking a line, on Discord and on Slack."""

ROW_MARKER = "▶ "
"""What goes before the reader's own row."""

_GAP = "  "


def align_columns(table: Table) -> str | None:
    """The table as lines of one width; None where a phone is too narrow for them."""
    rows = (table.head, *table.rows)
    widths = [max(width(cell) for cell in column) for column in zip(*rows, strict=True)]
    if sum(widths) + len(_GAP) * len(widths) > WIDEST:
        return None
    return "\n".join(line.rstrip() for line in _lines(table, widths))


def _lines(table: Table, widths: list[int]) -> Iterator[str]:
    margin = " " * len(ROW_MARKER)
    yield margin + _line(table.head, widths)
    yield margin + "─" * (sum(widths) + len(_GAP) * (len(widths) - 1))
    for at, row in enumerate(table.rows):
        yield (ROW_MARKER if at == table.highlighted else margin) + _line(row, widths)


def _line(cells: tuple[str, ...], widths: list[int]) -> str:
    return _GAP.join(pad(cell, wide) for cell, wide in zip(cells, widths, strict=True))
