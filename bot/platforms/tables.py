"""Tables as aligned text, for platforms that have no tables but a fixed-width font."""

from __future__ import annotations

from collections.abc import Iterator

from bot.platforms.text_width import pad, width
from bot.tutor.replies.model import Table

MAX_WIDTH = 34
"""Columns of a fixed-width font that fit on a phone, on Discord and on Slack."""

ROW_MARKER = "> "
"""Prefix of the reader's own row. A triangle has two columns in Japanese fonts, as a ruler has."""

_GAP = "  "


def align_columns(table: Table) -> str | None:
    """Return the table as aligned lines, or None where they are too wide for a phone."""
    rows = (table.head, *table.rows)
    widths = [max(width(cell) for cell in column) for column in zip(*rows, strict=True)]
    if sum(widths) + len(_GAP) * len(widths) > MAX_WIDTH:
        return None
    return "\n".join(line.rstrip() for line in _lines(table, widths))


def _lines(table: Table, widths: list[int]) -> Iterator[str]:
    margin = " " * len(ROW_MARKER)
    yield margin + _line(table.head, widths)
    yield margin + "-" * (sum(widths) + len(_GAP) * (len(widths) - 1))
    for index, row in enumerate(table.rows):
        yield (ROW_MARKER if index == table.highlighted else margin) + _line(row, widths)


def _line(cells: tuple[str, ...], widths: list[int]) -> str:
    return _GAP.join(pad(cell, columns) for cell, columns in zip(cells, widths, strict=True))
