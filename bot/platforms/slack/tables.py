"""Tables: aligned columns where they fit on a phone, else one line a row."""

from __future__ import annotations

from collections.abc import Iterator

from bot.platforms.discord.measure import padded, width
from bot.platforms.slack.markdown import JSON, Run, preformatted, section
from bot.tutor.replies import Table

WIDEST = 34
"""Columns that a phone shows in Slack's fixed-width font without breaking a line."""

_GAP = "  "


def table_elements(table: Table) -> list[JSON]:
    """The table as elements of a rich text block; the reader's own row is marked."""
    rows = (table.head, *table.rows)
    widths = [max(width(cell) for cell in column) for column in zip(*rows, strict=True)]
    if sum(widths) + len(_GAP) * len(widths) > WIDEST:
        return [section(*_row(table, at)) for at in range(len(table.rows))]
    return preformatted("\n".join(_aligned(table, widths)))


def _aligned(table: Table, widths: list[int]) -> Iterator[str]:
    yield f"  {_line(table.head, widths)}".rstrip()
    yield "  " + "─" * (sum(widths) + len(_GAP) * (len(widths) - 1))
    for at, row in enumerate(table.rows):
        mark = "▶ " if at == table.highlighted else "  "
        yield f"{mark}{_line(row, widths)}".rstrip()


def _line(cells: tuple[str, ...], widths: list[int]) -> str:
    return _GAP.join(padded(cell, wide) for cell, wide in zip(cells, widths, strict=True))


def _row(table: Table, at: int) -> Iterator[Run]:
    """The first cell in bold and the others behind it, named where there are several."""
    first, *others = table.rows[at]
    if at == table.highlighted:
        yield Run("▶ ")
    yield Run(first, bold=True)
    for title, cell in zip(table.head[1:], others, strict=True):
        yield Run(f" · {title} {cell}" if len(others) > 1 else f" · {cell}")
