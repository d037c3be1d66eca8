"""Tables as aligned text, for platforms that have no tables but a fixed-width font."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.platforms.text_width import pad, width
from bot.tutor.replies.model import Table

MAX_WIDTH = 34
"""Columns of a fixed-width font that fit on a phone, on Discord and on Slack."""

ROW_MARKER = "> "
"""Prefix of the reader's own row. A triangle has two columns in Japanese fonts, as a ruler has."""

_GAP = "  "

_NOTHING = frozenset({"", "–"})
"""Cells that say that there is nothing."""


def row_in_words(table: Table, row: tuple[str, ...]) -> tuple[str, Sequence[str]]:
    """Return the first cell of a row, and the other cells that say something.

    A cell has the title of its column before it: the first one where it is a number, the others
    where there are several.
    """
    first, *others = row
    if first.isdecimal():
        first = f"{table.head[0]} {first}".strip()
    if len(others) > 1:
        cells = zip(table.head[1:], others, strict=True)
        return first, [_titled(title, cell) for title, cell in cells if cell not in _NOTHING]
    return first, [cell for cell in others if cell not in _NOTHING]


def rows_in_words(table: Table) -> str:
    """Return all cells on one line, for those who cannot see a picture of the table."""
    return "; ".join(", ".join(row) for row in (table.head, *table.rows))


def _titled(title: str, cell: str) -> str:
    colon = "：" if width(title) > len(title) else ": "
    return f"{title}{colon}{cell}" if title else cell


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
