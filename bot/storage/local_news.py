"""Word between bots that share a Postgres: one has written in a log that another may show.

Whichever bot is free takes a verdict in, and the learner's page may be open at any other.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, Text, cast, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.database import Database
from bot.storage.models import LocalMessageRow

CHANNEL = "tensei_local_chat"


@dataclass(frozen=True, slots=True)
class News:
    """Which message of which log is new or has changed."""

    account: str
    message: str  # the id of the one that changed; empty where the whole log was forgotten


Heard = Callable[[News], Awaitable[None]]
MayHaveMissed = Callable[[], Awaitable[None]]


def telling(database: Database, by: str) -> Sequence[ColumnElement[Any]]:
    """What a statement that writes messages returns, so that the others are told of each of them.

    They hear of it when it is committed, and not at all if it is undone.
    """
    if database.engine.dialect.name != "postgresql":
        return ()
    messages = LocalMessageRow.plain().c
    return (_notice(by, messages.account, messages.id),)


async def tell_to_forget(session: AsyncSession, by: str, account: str) -> None:
    """The same for a whole log that is gone."""
    if session.get_bind().dialect.name == "postgresql":
        await session.execute(select(_notice(by, account, "")))


def _notice(*said: str | ColumnElement[str]) -> ColumnElement[Any]:
    return func.pg_notify(CHANNEL, cast(func.json_build_array(*said), Text))


async def listen(database: Database, by: str, heard: Heard, may_have_missed: MayHaveMissed) -> None:
    """Until it is cancelled, says what others than `by` have written.

    `may_have_missed` is awaited whenever it begins to listen, also after the database was away.
    Ends at once on SQLite, which has one bot.
    """
    if database.engine.dialect.name != "postgresql":
        return
    from grader.queues.postgres.connecting import keep_up  # its libraries are Postgres's own

    life = partial(_listen, database, by, heard, may_have_missed)
    await keep_up(life, "the local chat's news", asyncio.Event())


async def _listen(
    database: Database, by: str, heard: Heard, may_have_missed: MayHaveMissed
) -> None:
    from grader.queues.postgres.connecting import fresh_connection

    url = database.engine.url.render_as_string(hide_password=False)
    async with fresh_connection(url) as connection:
        await connection.execute(f"LISTEN {CHANNEL}")
        await may_have_missed()
        async for notice in connection.notifies():
            speaker, account, message = json.loads(notice.payload)
            if speaker != by:
                await heard(News(account, message))
