"""LISTEN/NOTIFY for changes of the local chat's log, between bots that share a Postgres.

Any of them may receive a verdict, while the learner's page is connected to another.

In Postgres every role of the database can listen and notify, graders' roles too. So a notification
has only opaque ids, and means only that a row may have changed: the receiver reads the row.
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
"""Receives the id of a message that is new, has changed, or was deleted with its whole log."""

OnReconnect = Callable[[], Awaitable[None]]


def notify_columns(database: Database, sender: str) -> Sequence[ColumnElement[Any]]:
    """Return columns for RETURNING by which a statement that writes messages notifies other bots.

    They are notified when the transaction commits, and not at all if it is rolled back.
    """
    if database.engine.dialect.name != "postgresql":
        return ()
    messages = LocalMessageRow.table().c
    return (_notify_call(sender, messages.id),)


async def notify_log_deleted(session: AsyncSession, by: str, account: str) -> None:
    """Notify other bots that a whole log is deleted, by its newest message.

    Call it before deleting. Every page that shows the log knows its newest message.
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


def _notify_call(*parts: str | ColumnElement[str]) -> ColumnElement[Any]:
    return func.pg_notify(CHANNEL, cast(func.json_build_array(*parts), Text))


async def listen(
    database: Database, sender: str, on_change: OnChange, on_reconnect: OnReconnect
) -> None:
    """Call `on_change` for what other bots than `sender` write, until it is cancelled.

    `on_reconnect` is awaited whenever listening begins, also after the database was unavailable.
    Return immediately on SQLite, which has one bot.
    """
    if database.engine.dialect.name != "postgresql":
        return
    from grader.queues.postgres.connections import supervise  # imports Postgres's libraries

    listening = partial(_listen, database, sender, on_change, on_reconnect)
    await supervise(listening, "the local chat's news", asyncio.Event())


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
    """Return the message's id in another bot's notification; None for ours and malformed ones."""
    try:
        by, message = json.loads(payload)
    except (TypeError, ValueError, RecursionError):
        log.warning("a notice on the channel %s is not one of ours", CHANNEL)
        return None
    return message if isinstance(message, str) and by != sender else None
