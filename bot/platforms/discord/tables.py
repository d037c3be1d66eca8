"""Tables as aligned columns where they fit on a phone, else as one line per row."""

from __future__ import annotations

from bot.platforms.discord.markdown import Mentions, fenced, mention_of
from bot.platforms.tables import ROW_MARKER, align_columns, row_in_words
from bot.tutor.replies.model import Table, escaped


def table_text(table: Table, commands: Mentions) -> str:
    """Return the table as Markdown; in a table of commands, names become links in `commands`."""
    columns = align_columns(table)
    return _lines(table, commands) if columns is None else fenced(columns)


def _lines(table: Table, commands: Mentions) -> str:
    return "\n".join(
        _row(table, row, commands, is_highlighted=index == table.highlighted)
        for index, row in enumerate(table.rows)
    )


def _row(table: Table, cells: tuple[str, ...], commands: Mentions, *, is_highlighted: bool) -> str:
    """Return the first cell in bold and the others after it, with titles if there are several."""
    first, others = row_in_words(table, cells)
    name = (
        mention_of(first.removeprefix("/"), commands)
        if table.of_commands
        else f"**{escaped(first)}**"
    )
    return " · ".join((ROW_MARKER * is_highlighted + name, *map(escaped, others)))
