"""Renders tables: as aligned columns if they fit on a phone, else as one line per row."""

from __future__ import annotations

from collections.abc import Iterator

from bot.platforms.slack.markdown import JSON, Span, preformatted, section
from bot.platforms.tables import ROW_MARKER, align_columns, row_in_words
from bot.tutor.replies.model import Table


def table_elements(table: Table) -> list[JSON]:
    """Return the table as elements of a rich text block, with the highlighted row marked."""
    columns = align_columns(table)
    if columns is None:
        return [section(*_row(table, at)) for at in range(len(table.rows))]
    return preformatted(columns)


def _row(table: Table, at: int) -> Iterator[Span]:
    """Yield the first cell in bold, and the others; with column titles if there are several."""
    first, others = row_in_words(table, table.rows[at])
    if at == table.highlighted:
        yield Span(ROW_MARKER)
    yield Span(first, bold=True)
    for cell in others:
        yield Span(f" · {cell}")
