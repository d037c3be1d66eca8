"""How often a message was tried that a platform hands over again, and never ended.

Written down before it is handled: a process that dies of it leaves the count behind.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete, update

from bot.storage.engine.database import Database
from bot.storage.engine.upsert import insert_ignore
from bot.storage.models import TriedMessageRow

MAX_TRIES = 2
"""What was tried so often without an end is not tried again."""

FORGOTTEN_AFTER = timedelta(days=1)
"""No platform hands a message over again so late."""


class TryCounter:
    """The tries of one platform's messages; each call is a transaction of its own."""

    def __init__(self, database: Database, platform: str) -> None:
        self._database = database
        self._platform = platform

    async def begin(self, message: str, now: datetime) -> bool:
        """Counts one more try; False where there were too many, and nothing is to be tried."""
        key = {"platform": self._platform, "message": message}
        row = TriedMessageRow
        async with self._database.write_session() as session:
            await session.execute(delete(row).where(row.tried_at < now - FORGOTTEN_AFTER))
            if await insert_ignore(session, row, **key, tries=1, tried_at=now):
                return True
            tries = await session.scalar(
                update(row)
                .filter_by(**key)
                .values(tries=row.tries + 1, tried_at=now)
                .returning(row.tries)
            )
        return tries is None or tries <= MAX_TRIES

    async def end(self, message: str) -> None:
        """Forgets the tries of a message that had its end, a good one or a bad one."""
        row = TriedMessageRow
        async with self._database.write_session() as session:
            await session.execute(
                delete(row).where(row.platform == self._platform, row.message == message)
            )
