"""The local chat's messages, stored so that a page can be rendered again after a restart."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import ColumnElement, bindparam, delete, func, select, update

from bot.platform_names import LOCAL
from bot.storage.accounts import attachments
from bot.storage.accounts.attachments import Content
from bot.storage.accounts.learners import lock
from bot.storage.engine.database import Database
from bot.storage.engine.erasing import note_erased
from bot.storage.local_chat.local_chat_notify import (
    OnChange,
    OnReconnect,
    listen,
    notify_columns,
    notify_log_deleted,
)
from bot.storage.local_chat.message_writes import Edit, MessageWrites, NewMessage
from bot.storage.models import AccountRow, LocalMessageRow
from common.group_commit import GroupCommit

MAX_MESSAGES = 2000
"""Messages that are kept per account; the oldest are deleted first."""

MAX_LOG_BYTES = 16 << 20
"""Bytes that are kept per account, apart from what was added since the last check."""

_TRIM_AFTER_MESSAGES = 100
"""How many new messages cause the next check of an account."""

_TRIM_AFTER_BYTES = 1 << 20
_MAX_COUNTED_ACCOUNTS = 10_000

_MESSAGES = LocalMessageRow.table()
_COUNT_TRY = (
    update(_MESSAGES)
    .where(_MESSAGES.c.id == bindparam("message_id"))
    .values(tries=_MESSAGES.c.tries + 1)
    .returning(_MESSAGES.c.tries)
)


@dataclass(frozen=True, slots=True)
class LocalMessage:
    """A stored message; times are aware."""

    id: str
    account: str
    author: str  # "learner" | "tutor"
    content: str  # JSON
    final: bool
    created_at: datetime
    edited_at: datetime | None
    tries: int = 0  # how often answering a learner's message was begun


class LocalMessages:
    """Stores all learners' messages. Calls at the same time share a transaction."""

    def __init__(
        self, database: Database, clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self._database = database
        self._clock = clock
        self._added: dict[str, tuple[int, int]] = {}  # messages and bytes since the last check
        self._sender = uuid.uuid4().hex  # identifies this bot among those that share the database
        writes = MessageWrites(database, notify_columns(database, self._sender))
        self._appends = GroupCommit(writes.append)
        self._edits = GroupCommit(writes.edit)

    async def listen(self, on_change: OnChange, on_reconnect: OnReconnect) -> None:
        """Report what other bots write, as `local_chat_notify.listen` does."""
        await listen(self._database, self._sender, on_change, on_reconnect)

    async def append(
        self,
        account: str,
        author: str,
        content: str,
        message_id: str | None = None,
        contents: Sequence[Content] = (),
    ) -> str:
        """Append a message and return its id. An existing id changes nothing.

        A learner's message counts as tried once, as it is answered next. `contents` are those that
        it refers to by digest.
        """
        message_id = message_id or str(uuid.uuid4())
        await self._store_attachments(AccountRow.account == account, contents)
        await self.append_all(account, [(message_id, author, content)])
        return message_id

    async def append_all(self, account: str, messages: Sequence[tuple[str, str, str]]) -> None:
        """Append messages (id, author, content) in one transaction, as `append` does."""
        now = self._clock()
        rows = [
            NewMessage(id, account, author, content, False, now, 1 if author == "learner" else 0)
            for id, author, content in messages
        ]
        await self._appends.add(rows)
        await self._trim_if_needed(account, len(rows), sum(len(each.content) for each in rows))

    async def update(
        self,
        message_id: str,
        content: str,
        final: bool,
        contents: Sequence[Content] = (),
        *,
        replaces_final: bool | None = None,
    ) -> bool:
        """Replace a message's content; a final one only with `replaces_final`.

        By default a final content replaces one. Return whether the message was replaced; also
        False if there is no such message.
        """
        account = select(LocalMessageRow.account).where(LocalMessageRow.id == message_id)
        await self._store_attachments(AccountRow.account == account.scalar_subquery(), contents)
        if replaces_final is None:
            replaces_final = final
        return await self._edits.add(
            Edit(message_id, content, final, self._clock(), replaces_final)
        )

    async def count_try(self, message_id: str) -> int:
        """Count one more try to answer a learner's message, and return how many there were."""
        async with self._database.autocommit_session() as session:
            return await session.scalar(_COUNT_TRY, {"message_id": message_id}) or 0

    async def history(self, account: str, limit: int) -> Sequence[LocalMessage]:
        """Return the latest messages of a learner, oldest first."""
        async with self._database.read_session() as session:
            rows = await session.scalars(
                select(LocalMessageRow)
                .where(LocalMessageRow.account == account)
                .order_by(LocalMessageRow.number.desc())
                .limit(limit)
            )
            return [_to_local_message(row) for row in reversed(rows.all())]

    async def find_message(self, message_id: str) -> LocalMessage | None:
        """Return the message of that id, or None."""
        async with self._database.autocommit_session() as session:
            row = await session.scalar(
                select(LocalMessageRow).where(LocalMessageRow.id == message_id)
            )
        return None if row is None else _to_local_message(row)

    async def find_attachment(self, digest: str) -> Content | None:
        """Return an image or a file that a message refers to, or None if it has expired."""
        async with self._database.read_session() as session:
            return await attachments.find_by_digest(session, digest)

    async def _store_attachments(
        self, is_owner: ColumnElement[bool], contents: Sequence[Content]
    ) -> None:
        """Store contents as those of the account's learner, if there is one."""
        if not contents:
            return
        async with self._database.write_session() as session:
            learner_id = await session.scalar(
                select(AccountRow.learner_id).where(AccountRow.platform == LOCAL, is_owner)
            )
            if learner_id is not None and await lock(session, learner_id):
                await attachments.store(session, learner_id, contents, self._clock())

    async def _trim_if_needed(self, account: str, count: int, size: int) -> None:
        messages, total = self._added.get(account, (_TRIM_AFTER_MESSAGES // 2, 0))
        self._added[account] = (messages + count, total + size)
        if messages + count >= _TRIM_AFTER_MESSAGES or total + size >= _TRIM_AFTER_BYTES:
            self._added[account] = (0, 0)
            if len(self._added) > _MAX_COUNTED_ACCOUNTS:  # which only causes earlier checks
                self._added = {account: (0, 0)}
            await self._trim(account)

    async def _trim(self, account: str) -> None:
        """Delete an account's oldest messages if they are too many, or too large together."""
        is_owned = _MESSAGES.c.account == account
        latest = (
            select(_MESSAGES.c.number, func.length(_MESSAGES.c.content).label("size"))
            .where(is_owned)
            .order_by(_MESSAGES.c.number.desc())
        )
        async with self._database.read_session() as session:
            rows = (await session.execute(latest)).all()
        remaining = MAX_LOG_BYTES
        for index, row in enumerate(rows):
            remaining -= row.size
            if index >= MAX_MESSAGES or (remaining < 0 and index > 0):
                async with self._database.write_session() as session:
                    is_old = _MESSAGES.c.number <= row.number
                    await session.execute(delete(_MESSAGES).where(is_owned, is_old))
                return

    async def list_accounts(self) -> Sequence[str]:
        """Return every account that has messages."""
        async with self._database.read_session() as session:
            return (await session.scalars(select(LocalMessageRow.account).distinct())).all()

    async def delete_log(self, account: str) -> None:
        """Delete every message of an account."""
        async with self._database.write_session() as session:
            note_erased(session)
            await notify_log_deleted(session, self._sender, account)
            await session.execute(delete(LocalMessageRow).where(LocalMessageRow.account == account))


def _to_local_message(row: LocalMessageRow) -> LocalMessage:
    return LocalMessage(
        row.id,
        row.account,
        row.author,
        row.content,
        row.final,
        row.created_at,
        row.edited_at,
        row.tries,
    )
