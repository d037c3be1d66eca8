"""Tables: aligned columns where they fit on a phone, else one line a row."""

from __future__ import annotations

from bot.platforms.discord.markdown import Mentions, fenced, mention_of
from bot.platforms.tables import ROW_MARKER, align_columns
from bot.tutor.replies.model import Table, escaped


def table_text(table: Table, commands: Mentions) -> str:
    """The table as Markdown; `commands` makes the commands of a table of such into mentions."""
    columns = align_columns(table)
    return _lines(table, commands) if columns is None else fenced(columns)


def _lines(table: Table, commands: Mentions) -> str:
    return "\n".join(
        _row(table, row, commands, own=index == table.highlighted)
        for index, row in enumerate(table.rows)
    )


def _row(table: Table, cells: tuple[str, ...], commands: Mentions, *, own: bool) -> str:
    """The first cell in bold and the others behind it, named where there are several."""
    first, *others = cells
    name = (
        mention_of(first.removeprefix("/"), commands)
        if table.of_commands
        else f"**{escaped(first)}**"
    )
    if len(others) > 1:
        said = [
            f"{escaped(title)} {escaped(cell)}"
            for title, cell in zip(table.head[1:], others, strict=True)
        ]
    else:
        said = [escaped(cell) for cell in others]
    return " · ".join((ROW_MARKER * own + name, *said))
