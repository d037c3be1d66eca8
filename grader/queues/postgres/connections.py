"""Connections to the queue's database, and workers that are restarted after its outages."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import psycopg
from procrastinate import App, PsycopgConnector, RetryDecision
from procrastinate.jobs import Job
from procrastinate.retry import BaseRetryStrategy
from psycopg_pool import AsyncConnectionPool
from sqlalchemy import event
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from common.backoff import Backoff
from common.postgres import KEEP_ALIVE, TIMEOUTS, is_closed_by_server, reconnect_if_closed

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

LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


class RetryNow(BaseRetryStrategy):
    """Retries a job at once if it ended by one of these exceptions."""

    def __init__(self, *causes: type[BaseException]) -> None:
        self._causes = causes

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        """Return an immediate retry after one of the causes, and None (no retry) otherwise."""
        # A time in the past: the database's clock may be behind this machine's.
        return RetryDecision(retry_at=LONG_AGO) if isinstance(exception, self._causes) else None


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


def new_app() -> App:
    """Return a procrastinate app without connections; callers pass one to each job."""
    silence_library_logs()
    return App(connector=PsycopgConnector())


@asynccontextmanager
async def fresh_connection(url: str) -> AsyncIterator[psycopg.AsyncConnection[Any]]:
    """Open a connection outside the pool, which may not have noticed the end of an outage."""
    async with await psycopg.AsyncConnection.connect(
        conninfo(url), autocommit=True, **KEEP_ALIVE
    ) as connection:
        yield connection


async def run_worker(
    url: str,
    register: Callable[[App], None],
    queues: list[str],
    *,
    concurrency: int,
    shutdown_s: float,
) -> None:
    """Run a worker until it is cancelled, or until it raises because the database is away.

    `queues` may be changed meanwhile: the worker takes jobs of those that are in the list then.
    After a cancellation it takes no more jobs, and aborts those that still run `shutdown_s` seconds
    later. `register` adds the tasks to the app.
    """
    async with fresh_connection(url):
        pass  # fail at once if the database is away: the pool would wait for its timeout
    pool = AsyncConnectionPool(
        conninfo(url),
        kwargs=KEEP_ALIVE,
        min_size=1,
        max_size=concurrency + 2,
        timeout=3.0,
        open=False,
        configure=_set_autocommit,
        check=_check_connection,
    )
    try:
        await pool.open(wait=True, timeout=5.0)
        app = new_app()
        register(app)
        async with app.open_async(pool=pool):
            await app.run_worker_async(
                queues=queues,
                name="tensei",
                concurrency=concurrency,
                fetch_job_polling_interval=POLL_INTERVAL_S,
                update_heartbeat_interval=HEARTBEAT_S,
                shutdown_graceful_timeout=shutdown_s,
                install_signal_handlers=False,
                delete_jobs="always",  # no copies of learner code stay in the queue
            )
    finally:
        await pool.close()


async def _set_autocommit(connection: psycopg.AsyncConnection[Any]) -> None:
    """Procrastinate runs single statements: autocommit saves two round trips for each."""
    await connection.set_autocommit(True)


async def _check_connection(connection: psycopg.AsyncConnection[Any]) -> None:
    if is_closed_by_server(connection.fileno()):
        await connection.close()  # or the pool would keep it
        raise psycopg.OperationalError("the server has closed this connection")


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


def silence_library_logs() -> None:
    """Keep learner code out of the log: procrastinate logs jobs with all their arguments."""
    logging.getLogger("procrastinate").setLevel(logging.WARNING)
    logging.getLogger("procrastinate.worker").setLevel(logging.CRITICAL)
    # An outage of the database is logged once by `supervise`, not by every connection.
    logging.getLogger("procrastinate.utils").setLevel(logging.CRITICAL)
    logging.getLogger("psycopg").setLevel(logging.ERROR)
