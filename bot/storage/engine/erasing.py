"""Removing deleted personal data from SQLite's files, and not only from its tables.

With `secure_delete` SQLite overwrites deleted content with zeros. Copies stay all the same: when
SQLite moved rows from one page to another, in the unused part of the page that they came from; and
in write-ahead mode, pages as they were before in the `-wal` file, for as long as the bot runs. So
the file is vacuumed, which writes it anew, and the log is truncated.
"""

from __future__ import annotations

import asyncio
import logging

from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, AsyncSession

log = logging.getLogger(__name__)

BUSY_MS = 10_000
"""How long a connection waits for a lock."""

_ERASED = "tensei_erased"
_CHECKPOINT_MS = 200
"""How long a checkpoint waits for readers, while writers wait for it."""

MAX_VACUUMED_BYTES = 256 * 1024 * 1024
"""Bytes. Vacuuming takes about half a second for every 100 MiB, and writers wait for it."""

_FIRST_WAIT_S = 0.25
_LONGEST_WAIT_S = 30.0


def note_erased(session: AsyncSession) -> None:
    """Note that this session deletes personal data: its traces go when it has committed."""
    session.info[_ERASED] = True


def has_erased(session: AsyncSession) -> bool:
    """Return whether `note_erased` was called for the session."""
    return bool(session.info.get(_ERASED))


class Eraser:
    """Removes traces of deleted rows, and tries again while readers hold the write-ahead log."""

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
        """Truncate the log now, or in the background as soon as no reader holds it any more."""
        if await self._try_erase() or self._is_retrying:
            return
        log.info("deleted data is still in the write-ahead log, which is being read; trying again")
        self._retry_task = asyncio.create_task(self._retry())

    async def close(self) -> None:
        """Stop trying. SQLite removes the log itself when the last connection is closed."""
        if self._retry_task is not None:
            self._retry_task.cancel()
            await asyncio.gather(self._retry_task, return_exceptions=True)

    @property
    def _is_retrying(self) -> bool:
        return self._retry_task is not None and not self._retry_task.done()

    async def _retry(self) -> None:
        wait_s = _FIRST_WAIT_S
        while True:
            await asyncio.sleep(wait_s)
            if await self._try_erase():
                log.info("deleted data is gone from the write-ahead log")
                return
            wait_s = min(2 * wait_s, _LONGEST_WAIT_S)

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
    await connection.exec_driver_sql(f"PRAGMA busy_timeout = {_CHECKPOINT_MS}")
    try:
        is_busy, *_ = (await connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")).one()
    finally:
        await connection.exec_driver_sql(f"PRAGMA busy_timeout = {BUSY_MS}")
    return not is_busy
