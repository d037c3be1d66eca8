"""Removing deleted personal data from SQLite's files, and not only from its tables.

With `secure_delete` SQLite overwrites deleted content with zeros, but in write-ahead mode the pages
as they were before stay in the `-wal` file until it is truncated. A running bot would keep it for
as long as it runs.
"""

from __future__ import annotations

import asyncio
import logging

from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

log = logging.getLogger(__name__)

BUSY_MS = 10_000
"""How long a connection waits for a lock."""

_ERASED = "tensei_erased"
_CHECKPOINT_MS = 200
"""How long a checkpoint waits for readers, while writers wait for it."""

_FIRST_WAIT_S = 0.25
_LONGEST_WAIT_S = 30.0


def note_erased(session: AsyncSession) -> None:
    """Note that this session deletes personal data: its traces go when it has committed."""
    session.info[_ERASED] = True


def has_erased(session: AsyncSession) -> bool:
    """Return whether `note_erased` was called for the session."""
    return bool(session.info.get(_ERASED))


class LogTruncation:
    """Truncates the write-ahead log after a deletion, and tries again while readers hold it."""

    def __init__(self, engine: AsyncEngine) -> None:
        """`engine` begins no transactions by itself."""
        self._engine = engine
        self._retrying: asyncio.Task[None] | None = None

    async def run(self) -> None:
        """Truncate the log now, or in the background as soon as no reader holds it any more."""
        if await self._truncated() or self._is_retrying:
            return
        log.info("deleted data is still in the write-ahead log, which is being read; trying again")
        self._retrying = asyncio.create_task(self._retry())

    async def close(self) -> None:
        """Stop trying. SQLite removes the log itself when the last connection is closed."""
        if self._retrying is not None:
            self._retrying.cancel()
            await asyncio.gather(self._retrying, return_exceptions=True)

    @property
    def _is_retrying(self) -> bool:
        return self._retrying is not None and not self._retrying.done()

    async def _retry(self) -> None:
        wait_s = _FIRST_WAIT_S
        while True:
            await asyncio.sleep(wait_s)
            if await self._truncated():
                log.info("deleted data is gone from the write-ahead log")
                return
            wait_s = min(2 * wait_s, _LONGEST_WAIT_S)

    async def _truncated(self) -> bool:
        try:
            async with self._engine.connect() as connection:
                await connection.exec_driver_sql(f"PRAGMA busy_timeout = {_CHECKPOINT_MS}")
                try:
                    found = await connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
                    is_busy, *_ = found.one()
                finally:
                    await connection.exec_driver_sql(f"PRAGMA busy_timeout = {BUSY_MS}")
        except DBAPIError as problem:
            log.warning("the write-ahead log could not be truncated (%s)", problem.orig)
            return False
        return not is_busy
