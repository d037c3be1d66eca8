"""The local chat's messages, kept so that a page can be drawn again after a restart."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Boolean, ColumnElement, bindparam, delete, func, or_, select, update

from bot.platform_names import LOCAL
from bot.storage.accounts import attachments
from bot.storage.accounts.attachments import Content
from bot.storage.accounts.learners import lock
from bot.storage.engine.database import Database
from bot.storage.engine.erasing import note_erased
from bot.storage.engine.upsert import insert_ignore_statement
from bot.storage.local_chat.local_chat_notify import (
    OnChange,
    OnReconnect,
    listen,
    notify_columns,
    notify_log_deleted,
)
from bot.storage.models import AccountRow, LocalMessageRow

MAX_MESSAGES = 2000
"""Messages of one account that are kept; the oldest go first."""

MAX_LOG_BYTES = 16 << 20
"""Of one account's messages together, but for what was added since the last look."""

_TRIM_AFTER_MESSAGES = 100
"""Messages after which an account is looked at again."""

_TRIM_AFTER_BYTES = 1 << 20
_MAX_COUNTED_ACCOUNTS = 10_000

_MESSAGES = LocalMessageRow.table()
_UPDATE = update(_MESSAGES).where(
    _MESSAGES.c.id == bindparam("message_id"),
    or_(_MESSAGES.c.final.is_(False), bindparam("is_final", type_=Boolean)),
)
_COUNT_TRY = (
    update(_MESSAGES)
    .where(_MESSAGES.c.id == bindparam("message_id"))
    .values(tries=_MESSAGES.c.tries + 1)
    .returning(_MESSAGES.c.tries)
)


@dataclass(frozen=True, slots=True)
class LocalMessage:
    """A message as it is kept; times are aware."""

    id: str
    account: str
    author: str  # "learner" | "tutor"
    content: str  # JSON, as the platform wrote it
    final: bool
    created_at: datetime
    edited_at: datetime | None
    tries: int = 0  # how often a learner's message was begun to be answered


class LocalMessages:
    """All learners' messages; each call is a transaction of its own."""

    def __init__(
        self, database: Database, clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self._database = database
        self._clock = clock
        self._added: dict[str, tuple[int, int]] = {}  # messages and bytes since the last look
        self._sender = uuid.uuid4().hex  # us among the bots that share the database
        written = (_MESSAGES.c.id, *notify_columns(database, self._sender))
        adding = insert_ignore_statement(database.engine.dialect.name, LocalMessageRow)
        self._insert_statement = adding.returning(*written)
        self._update_statement = _UPDATE.returning(*written)

    async def listen(self, on_change: OnChange, on_reconnect: OnReconnect) -> None:
        """Says what other bots write, as `local_news.listen` does."""
        await listen(self._database, self._sender, on_change, on_reconnect)

    async def append(
        self,
        account: str,
        author: str,
        content: str,
        message_id: str | None = None,
        contents: Sequence[Content] = (),
    ) -> str:
        """Adds a message at the end and returns its id. An id that is there changes nothing.

        A learner's message counts as tried from then on: it is answered next.
        `contents` are what it names by digests.
        """
        message_id = message_id or str(uuid.uuid4())
        await self._store_attachments(AccountRow.account == account, contents)
        added = {
            "id": message_id,
            "account": account,
            "author": author,
            "content": content,
            "final": False,
            "created_at": self._clock(),
            "tries": 1 if author == "learner" else 0,
        }
        async with self._database.autocommit_session() as session:
            await session.execute(self._insert_statement, added)
        await self._trim_if_needed(account, len(content))
        return message_id

    async def update(
        self,
        message_id: str,
        content: str,
        final: bool,
        contents: Sequence[Content] = (),
    ) -> bool:
        """Replaces a message's content, but never a final one by a pending one.

        Says whether it did; False also when there is no such message.
        """
        account = select(LocalMessageRow.account).where(LocalMessageRow.id == message_id)
        await self._store_attachments(AccountRow.account == account.scalar_subquery(), contents)
        written = {"content": content, "final": final, "edited_at": self._clock()}
        async with self._database.autocommit_session() as session:
            done = await session.execute(
                self._update_statement, {"message_id": message_id, "is_final": final, **written}
            )
            return done.first() is not None

    async def count_try(self, message_id: str) -> int:
        """Counts one more try to answer a learner's message; returns how many there are now."""
        async with self._database.autocommit_session() as session:
            return await session.scalar(_COUNT_TRY, {"message_id": message_id}) or 0

    async def history(self, account: str, limit: int) -> Sequence[LocalMessage]:
        """The latest messages of a learner, oldest first."""
        async with self._database.read_session() as session:
            rows = await session.scalars(
                select(LocalMessageRow)
                .where(LocalMessageRow.account == account)
                .order_by(LocalMessageRow.number.desc())
                .limit(limit)
            )
            return [_to_local_message(row) for row in reversed(rows.all())]

    async def find_message(self, message_id: str) -> LocalMessage | None:
        """The message of that id; None where there is none."""
        async with self._database.autocommit_session() as session:
            row = await session.scalar(
                select(LocalMessageRow).where(LocalMessageRow.id == message_id)
            )
        return None if row is None else _to_local_message(row)

    async def find_attachment(self, digest: str) -> Content | None:
        """Return a picture or a file that a message names; None where it has expired."""
        async with self._database.read_session() as session:
            return await attachments.find_by_digest(session, digest)

    async def _store_attachments(
        self, is_owner: ColumnElement[bool], contents: Sequence[Content]
    ) -> None:
        """Store contents as those of the account's learner; nobody's are not stored."""
        if not contents:
            return
        async with self._database.write_session() as session:
            learner_id = await session.scalar(
                select(AccountRow.learner_id).where(AccountRow.platform == LOCAL, is_owner)
            )
            if learner_id is not None and await lock(session, learner_id):
                await attachments.store(session, learner_id, contents, self._clock())

    async def _trim_if_needed(self, account: str, size: int) -> None:
        messages, total = self._added.get(account, (_TRIM_AFTER_MESSAGES // 2, 0))
        self._added[account] = (messages + 1, total + size)
        if messages + 1 >= _TRIM_AFTER_MESSAGES or total + size >= _TRIM_AFTER_BYTES:
            self._added[account] = (0, 0)
            if len(self._added) > _MAX_COUNTED_ACCOUNTS:  # they are looked at sooner for it
                self._added = {account: (0, 0)}
            await self._trim(account)

    async def _trim(self, account: str) -> None:
        """Delete an account's oldest messages where they are too many or too large together."""
        whose = _MESSAGES.c.account == account
        latest = (
            select(_MESSAGES.c.number, func.length(_MESSAGES.c.content).label("size"))
            .where(whose)
            .order_by(_MESSAGES.c.number.desc())
        )
        async with self._database.read_session() as session:
            rows = (await session.execute(latest)).all()
        room = MAX_LOG_BYTES
        for place, row in enumerate(rows):
            room -= row.size
            if place >= MAX_MESSAGES or (room < 0 and place > 0):
                async with self._database.write_session() as session:
                    old = _MESSAGES.c.number <= row.number
                    await session.execute(delete(_MESSAGES).where(whose, old))
                return

    async def list_accounts(self) -> Sequence[str]:
        """Everyone who has a log."""
        async with self._database.read_session() as session:
            return (await session.scalars(select(LocalMessageRow.account).distinct())).all()

    async def delete_log(self, account: str) -> None:
        """Deletes every message of a learner and to them."""
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
