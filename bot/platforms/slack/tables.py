"""Tables: aligned columns where they fit on a phone, else one line a row."""

from __future__ import annotations

from collections.abc import Iterator

from bot.platforms.slack.markdown import JSON, Span, preformatted, section
from bot.platforms.tables import MARK, aligned
from bot.tutor.replies.model import Table


def table_elements(table: Table) -> list[JSON]:
    """The table as elements of a rich text block; the reader's own row is marked."""
    columns = aligned(table)
    if columns is None:
        return [section(*_row(table, at)) for at in range(len(table.rows))]
    return preformatted(columns)


def _row(table: Table, at: int) -> Iterator[Span]:
    """The first cell in bold and the others behind it, named where there are several."""
    first, *others = table.rows[at]
    if at == table.highlighted:
        yield Span(MARK)
    yield Span(first, bold=True)
    for title, cell in zip(table.head[1:], others, strict=True):
        yield Span(f" · {title} {cell}" if len(others) > 1 else f" · {cell}")
