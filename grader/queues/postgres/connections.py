"""Connections to the queue's database, and workers that are restarted after its outages."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import psycopg
from sqlalchemy import event
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from common.backoff import Backoff
from common.postgres import KEEP_ALIVE, TIMEOUTS, reconnect_if_closed

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

log = logging.getLogger(__name__)

HEARTBEAT_S = 1.0
STALLED_S = 5.0
"""A worker without a heartbeat for this long counts as dead.

A shorter time would take jobs from graders on a busy machine. The job of a dead grader is delayed
by this time, one sweep, and the next fetch.
"""

POLL_INTERVAL_S = 0.2
"""Interval of polling for jobs: a notification that arrives during a fetch can be missed."""

RECONNECT_BACKOFF = Backoff((0.1, 0.2, 0.5, 1.0), jitter=0.5)
"""Delay before the n-th attempt in a row to reach the database."""


def conninfo(url: str) -> str:
    """Return SQLAlchemy's URL as one of libpq, with the password."""
    return make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)


def new_engine(url: str, *, connections: int) -> AsyncEngine:
    """Return an engine for the queue's own statements. It opens connections when needed."""
    engine = create_async_engine(
        url,
        hide_parameters=True,
        pool_size=connections,
        max_overflow=0,
        connect_args=TIMEOUTS,
    )
    event.listen(engine.sync_engine, "checkout", reconnect_if_closed)
    return engine


@asynccontextmanager
async def fresh_connection(url: str) -> AsyncIterator[psycopg.AsyncConnection[Any]]:
    """Open a connection outside the pool, which may not have noticed the end of an outage."""
    async with await psycopg.AsyncConnection.connect(
        conninfo(url), autocommit=True, **KEEP_ALIVE
    ) as connection:
        yield connection


async def supervise(run: Callable[[], Awaitable[None]], what: str, stop: asyncio.Event) -> None:
    """Call `run` again whenever it returns or raises, until `stop` is set and this is cancelled.

    `what` names it in the log.
    """
    failures = 0
    while not stop.is_set():
        began = time.monotonic()
        try:
            await run()
            why = "it ended"
        except Exception as problem:
            why = " ".join(f"{type(problem).__name__}: {problem}".split())
        if stop.is_set():
            return
        failures = 1 if time.monotonic() - began > STALLED_S else failures + 1
        if failures == 1:
            log.warning("%s: the database is away, trying again (%s)", what, why)
        await asyncio.sleep(RECONNECT_BACKOFF.delay_s(failures))
