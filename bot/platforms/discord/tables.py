"""Tables: aligned columns where they fit on a phone, else one line a row."""

from __future__ import annotations

from bot.platforms.discord.markdown import Mentions, fenced, mention_of
from bot.platforms.discord.measure import padded, width
from bot.tutor.replies import Table, escaped

WIDEST = 34
"""Columns that a phone shows in Discord's fixed-width font without breaking a line."""

_GAP = "  "


def table_text(table: Table, commands: Mentions) -> str:
    rows = (table.head, *table.rows)
    widths = [max(width(cell) for cell in column) for column in zip(*rows, strict=True)]
    if sum(widths) + len(_GAP) * len(widths) > WIDEST:
        return _lines(table, commands)
    return fenced("\n".join(_aligned(table, widths)))


def _aligned(table: Table, widths: list[int]) -> list[str]:
    """The head and the rows; the reader's own is marked in the margin."""
    lines = ["  " + _line(table.head, widths), "  " + "─" * (sum(widths) + 2 * len(widths) - 2)]
    for index, row in enumerate(table.rows):
        lines.append(("▶ " if index == table.highlighted else "  ") + _line(row, widths))
    return [line.rstrip() for line in lines]


def _line(cells: tuple[str, ...], widths: list[int]) -> str:
    return _GAP.join(padded(cell, wide) for cell, wide in zip(cells, widths, strict=True))


def _lines(table: Table, commands: Mentions) -> str:
    return "\n".join(
        _row(table.head, row, commands, own=index == table.highlighted)
        for index, row in enumerate(table.rows)
    )


def _row(head: tuple[str, ...], cells: tuple[str, ...], commands: Mentions, *, own: bool) -> str:
    """The first cell in bold and the others behind it, named where there are several."""
    first, *others = cells
    name = mention_of(first[1:], commands) if first.startswith("/") else f"**{escaped(first)}**"
    if len(others) > 1:
        said = [
            f"{escaped(title)} {escaped(cell)}"
            for title, cell in zip(head[1:], others, strict=True)
        ]
    else:
        said = [escaped(cell) for cell in others]
    return " · ".join(("▶ " * own + name, *said))
