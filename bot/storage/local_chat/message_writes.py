"""Writes messages of the local chat in groups: many rows in one statement.

On Postgres rows arrive as arrays, so that a statement has the same text for any number of rows,
and is parsed once. SQLite has no arrays; there a group is one transaction of prepared statements.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Boolean,
    ColumnElement,
    Executable,
    TableValuedAlias,
    bindparam,
    column,
    func,
    or_,
    select,
    update,
)
from sqlalchemy.dialects import postgresql
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.engine.database import Database
from bot.storage.engine.upsert import insert_ignore_statement
from bot.storage.models import LocalMessageRow

_MESSAGES = LocalMessageRow.table()
_UPDATE = update(_MESSAGES).where(
    _MESSAGES.c.id == bindparam("message_id"),
    or_(_MESSAGES.c.final.is_(False), bindparam("replaces_final", type_=Boolean)),
)


@dataclass(frozen=True, slots=True)
class NewMessage:
    """The columns of a message that is appended. An existing id changes nothing."""

    id: str
    account: str
    author: str
    content: str
    final: bool
    created_at: datetime
    tries: int


@dataclass(frozen=True, slots=True)
class Edit:
    """The columns of a message that change; those of a final one only with `replaces_final`."""

    id: str
    content: str
    final: bool
    edited_at: datetime
    replaces_final: bool


class MessageWrites:
    """Appends and edits groups of messages. `returned` are columns for RETURNING."""

    def __init__(self, database: Database, returned: Sequence[ColumnElement[Any]]) -> None:
        self._database = database
        self._has_arrays = database.engine.dialect.name == "postgresql"
        returning = (_MESSAGES.c.id, *returned)
        insert = insert_ignore_statement(database.engine.dialect.name, LocalMessageRow)
        self._insert = insert.returning(*returning)
        self._insert_many: Executable = insert
        self._update = _UPDATE.returning(*returning)
        if self._has_arrays:
            rows = _rows_of(NewMessage)
            columns = [rows.c[each.name] for each in fields(NewMessage)]
            # The order of the rows is the order of their numbers.
            source = select(*columns).order_by(rows.c.at)
            names = [each.name for each in fields(NewMessage)]
            into = insert_ignore_statement("postgresql", LocalMessageRow)
            self._insert_many = into.from_select(names, source).returning(*returning)
            rows = _rows_of(Edit)
            self._update_many = (
                update(_MESSAGES)
                .where(_MESSAGES.c.id == rows.c.id)
                .where(or_(_MESSAGES.c.final.is_(False), rows.c.replaces_final))
                .values(content=rows.c.content, final=rows.c.final, edited_at=rows.c.edited_at)
                .returning(*returning)
            )

    async def append(self, groups: Sequence[Sequence[NewMessage]]) -> Sequence[None]:
        """Append groups of messages in this order, in one transaction."""
        messages = [each for group in groups for each in group]
        if len(messages) == 1:
            async with self._database.autocommit_session() as session:
                await session.execute(self._insert, asdict(messages[0]))
        elif self._has_arrays:
            async with self._database.autocommit_session() as session:
                await session.execute(self._insert_many, _arrays(NewMessage, messages))
        else:
            async with self._database.write_session() as session:
                connection = await session.connection()
                await connection.execute(self._insert_many, [asdict(each) for each in messages])
        return [None] * len(groups)

    async def edit(self, edits: Sequence[Edit]) -> Sequence[bool]:
        """Edit messages in this order; return of each whether it was changed."""
        if len(edits) == 1:
            async with self._database.autocommit_session() as session:
                updated = await session.execute(self._update, _parameters(edits[0]))
                return [updated.first() is not None]
        if self._has_arrays:
            valid = _without_outdated(edits)
            last = {each.id: each for each in valid}
            async with self._database.autocommit_session() as session:
                found = await session.execute(self._update_many, _arrays(Edit, last.values()))
                changed = {str(row[0]) for row in found}
            return [each.id in changed and each in valid for each in edits]
        async with self._database.write_session() as session:
            return await self._edit_one_by_one(session, edits)

    async def _edit_one_by_one(
        self, session: AsyncSession, edits: Sequence[Edit]
    ) -> Sequence[bool]:
        ids = {each.id for each in edits}
        stored = await session.execute(
            select(_MESSAGES.c.id, _MESSAGES.c.final).where(_MESSAGES.c.id.in_(ids))
        )
        is_final = {str(id): bool(final) for id, final in stored}
        changed = []
        for each in edits:
            changed.append(each.id in is_final and (each.replaces_final or not is_final[each.id]))
            if changed[-1]:
                is_final[each.id] = each.final
        connection = await session.connection()
        await connection.execute(_UPDATE_VALUES, [_parameters(each) for each in edits])
        return changed


_UPDATE_VALUES = _UPDATE.values(
    content=bindparam("content"), final=bindparam("final"), edited_at=bindparam("edited_at")
)


def _without_outdated(edits: Sequence[Edit]) -> Sequence[Edit]:
    """Return the edits but those that come after a final one of their message, and replace none."""
    final: set[str] = set()
    valid = []
    for each in edits:
        if each.replaces_final or each.id not in final:
            valid.append(each)
            if each.final:
                final.add(each.id)
    return valid


def _parameters(edit: Edit) -> Mapping[str, Any]:
    return {
        "message_id": edit.id,
        "replaces_final": edit.replaces_final,
        "content": edit.content,
        "final": edit.final,
        "edited_at": edit.edited_at,
    }


def _rows_of(kind: type[NewMessage] | type[Edit]) -> TableValuedAlias:
    """Return rows with the columns of a kind, from one array each, numbered by `at`."""
    types = {each.name: each.type for each in _MESSAGES.c} | {"replaces_final": Boolean()}
    columns = [(each.name, types[each.name]) for each in fields(kind)]
    arrays = [bindparam(f"{name}s", type_=postgresql.ARRAY(of)) for name, of in columns]
    named = [column(name, of) for name, of in columns]
    rows = func.unnest(*arrays).table_valued(*named, with_ordinality="at", name="written")
    return rows.render_derived()


def _arrays(
    kind: type[NewMessage] | type[Edit], rows: Iterable[NewMessage] | Iterable[Edit]
) -> Mapping[str, list[Any]]:
    """Return the values of each column."""
    listed = list(rows)
    return {f"{each.name}s": [getattr(row, each.name) for row in listed] for each in fields(kind)}
