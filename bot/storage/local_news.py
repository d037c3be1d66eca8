"""Word between bots that share a Postgres: one has written in a log that another may show.

Whichever bot is free takes a verdict in, and the learner's page may be open at any other.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.database import Database

CHANNEL = "tensei_local_chat"


@dataclass(frozen=True, slots=True)
class News:
    """Which message of which log is new or has changed."""

    account: str
    message: str  # the id of the one that changed; empty where the whole log was forgotten


Heard = Callable[[News], Awaitable[None]]
MayHaveMissed = Callable[[], Awaitable[None]]


async def spread(session: AsyncSession, by: str, news: News) -> None:
    """Told to the others when this transaction is committed, and not at all if it is undone."""
    if session.get_bind().dialect.name == "postgresql":
        said = json.dumps([by, news.account, news.message])
        await session.execute(select(func.pg_notify(CHANNEL, said)))


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
