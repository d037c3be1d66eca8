"""Removing deleted personal data from SQLite's files, and not only from its tables.

With `secure_delete` SQLite overwrites deleted content with zeros. Two kinds of copies remain: when
SQLite moves rows from one page to another, the unused part of the old page keeps them; and in
write-ahead mode the `-wal` file keeps older versions of pages for as long as the bot runs. So the
file is vacuumed, which rewrites it, and the log is truncated.
"""

from __future__ import annotations

import asyncio
import logging

from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, AsyncSession

from common.backoff import Backoff
from common.sql_engine import BUSY_TIMEOUT_MS
from common.tasks import cancel_and_wait

log = logging.getLogger(__name__)

_ERASED = "tensei_erased"
_CHECKPOINT_MS = 200
"""How long a checkpoint waits for readers, while writers wait for it."""

MAX_VACUUMED_BYTES = 256 * 1024 * 1024
"""Vacuuming takes about half a second for every 100 MiB, and writers wait for it."""

_RETRY_BACKOFF = Backoff((0.25, 0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 30.0))


def note_erased(session: AsyncSession) -> None:
    """Mark the session as one that deletes personal data.

    When it has committed, the data is removed from SQLite's files as well.
    """
    session.info[_ERASED] = True


def has_erased(session: AsyncSession) -> bool:
    """Return whether `note_erased` was called for the session."""
    return bool(session.info.get(_ERASED))


class Eraser:
    """Removes traces of deleted rows, and retries while readers use the write-ahead log."""

    def __init__(self, engine: AsyncEngine) -> None:
        """`engine` begins no transactions by itself."""
        self._engine = engine
        self._retry_task: asyncio.Task[None] | None = None
        self._needs_vacuum = False
        self._lock = asyncio.Lock()

    async def erase(self) -> None:
        """Vacuum the file and truncate its log; in the background if that cannot be done now."""
        self._needs_vacuum = True
        await self.truncate()

    async def truncate(self) -> None:
        """Truncate the log now, or in the background as soon as no reader uses it any more."""
        if await self._try_erase() or self._is_retrying:
            return
        log.info("deleted data is still in the write-ahead log, which is being read; trying again")
        self._retry_task = asyncio.create_task(self._retry())

    async def close(self) -> None:
        """Stop retrying. SQLite removes the log itself when the last connection is closed."""
        if self._retry_task is not None:
            await cancel_and_wait(self._retry_task)

    @property
    def _is_retrying(self) -> bool:
        return self._retry_task is not None and not self._retry_task.done()

    async def _retry(self) -> None:
        for delay_s in _RETRY_BACKOFF.delays():
            await asyncio.sleep(delay_s)
            if await self._try_erase():
                log.info("deleted data is gone from the write-ahead log")
                return

    async def _try_erase(self) -> bool:
        try:
            async with self._lock, self._engine.connect() as connection:
                if self._needs_vacuum:
                    await _vacuum(connection)
                    self._needs_vacuum = False
                return await _truncate_log(connection)
        except DBAPIError as problem:
            log.warning("traces of deleted data could not be removed yet (%s)", problem.orig)
            return False


async def _vacuum(connection: AsyncConnection) -> None:
    pages = (await connection.exec_driver_sql("PRAGMA page_count")).scalar_one()
    size = (await connection.exec_driver_sql("PRAGMA page_size")).scalar_one()
    if pages * size <= MAX_VACUUMED_BYTES:
        await connection.exec_driver_sql("VACUUM")
        return
    log.warning(
        "the database has %d MiB and is not vacuumed while the bot runs, as everybody would wait;"
        ' fragments of deleted data may stay until: sqlite3 FILE "VACUUM"',
        pages * size >> 20,
    )


async def _truncate_log(connection: AsyncConnection) -> bool:
    """Return whether the log could be truncated, which no reader may prevent."""
    await connection.exec_driver_sql(f"PRAGMA busy_timeout = {_CHECKPOINT_MS}")
    try:
        is_busy, *_ = (await connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")).one()
    finally:
        await connection.exec_driver_sql(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
    return not is_busy
