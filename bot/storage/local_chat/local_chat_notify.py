"""Word between bots that share a Postgres: one has written in a log that another may show.

Whichever bot is free takes a verdict in, and the learner's page may be open at any other.

Postgres lets every role of the database listen and notify, graders' too. So a notice has only
opaque ids, and says no more than that a row may have changed: whoever hears it reads the row.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, Text, cast, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.engine.database import Database
from bot.storage.models import LocalMessageRow

log = logging.getLogger(__name__)

CHANNEL = "tensei_local_chat"


OnChange = Callable[[str], Awaitable[None]]
"""Is given the id of a message that is new, has changed, or is gone with its whole log."""

OnReconnect = Callable[[], Awaitable[None]]


def notify_columns(database: Database, sender: str) -> Sequence[ColumnElement[Any]]:
    """What a statement that writes messages returns, so that the others are told of each of them.

    They hear of it when it is committed, and not at all if it is undone.
    """
    if database.engine.dialect.name != "postgresql":
        return ()
    messages = LocalMessageRow.table().c
    return (_notify_call(sender, messages.id),)


async def notify_log_deleted(session: AsyncSession, by: str, account: str) -> None:
    """Tell the others that a whole log goes, by its newest message; called before it is deleted.

    Wherever the log is open, its newest message is known.
    """
    if session.get_bind().dialect.name == "postgresql":
        messages = LocalMessageRow.table().c
        newest = (
            select(_notify_call(by, messages.id))
            .where(messages.account == account)
            .order_by(messages.number.desc())
            .limit(1)
        )
        await session.execute(newest)


def _notify_call(*said: str | ColumnElement[str]) -> ColumnElement[Any]:
    return func.pg_notify(CHANNEL, cast(func.json_build_array(*said), Text))


async def listen(
    database: Database, sender: str, on_change: OnChange, on_reconnect: OnReconnect
) -> None:
    """Until it is cancelled, says what others than `by` have written.

    `on_reconnect` is awaited whenever it begins to listen, also after the database was away.
    Ends at once on SQLite, which has one bot.
    """
    if database.engine.dialect.name != "postgresql":
        return
    from grader.queues.postgres.connections import supervise  # its libraries are Postgres's own

    life = partial(_listen, database, sender, on_change, on_reconnect)
    await supervise(life, "the local chat's news", asyncio.Event())


async def _listen(
    database: Database, sender: str, on_change: OnChange, on_reconnect: OnReconnect
) -> None:
    from grader.queues.postgres.connections import fresh_connection

    url = database.engine.url.render_as_string(hide_password=False)
    async with fresh_connection(url) as connection:
        await connection.execute(f"LISTEN {CHANNEL}")
        await on_reconnect()
        async for notice in connection.notifies():
            message = _parse_notice(notice.payload, sender)
            if message is not None:
                await on_change(message)


def _parse_notice(payload: str, sender: str) -> str | None:
    """Return the id that another bot's notice names; None for our own, and for what is none."""
    try:
        speaker, message = json.loads(payload)
    except (TypeError, ValueError, RecursionError):
        log.warning("a notice on the channel %s is not one of ours", CHANNEL)
        return None
    return message if isinstance(message, str) and speaker != sender else None
