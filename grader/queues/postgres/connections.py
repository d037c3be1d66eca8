"""Connections to the queue's database, and workers that outlive its absences."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Sequence
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
"""A worker that was silent for so long is dead, or as good as dead.

Less would take jobs from graders on a machine that is merely busy; whoever waits for a job that a
dead grader had waits this long, a sweep, and the next fetch.
"""

POLLING_S = 0.2
"""A notice that arrives during a fetch can be missed: then a job is found so much later."""

RECONNECT_BACKOFF = Backoff((0.1, 0.2, 0.5, 1.0), jitter=0.5)
"""Before the next attempt to connect to a database that cannot be reached."""

LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


class RetryNow(BaseRetryStrategy):
    """A job that ended by one of these exceptions waits again at once."""

    def __init__(self, *causes: type[BaseException]) -> None:
        self._causes = causes

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        """To be tried at once after one of the causes; None, which is never, after any other."""
        # By this machine's clock "now" might be the database's tomorrow.
        return RetryDecision(retry_at=LONG_AGO) if isinstance(exception, self._causes) else None


def conninfo(url: str) -> str:
    """SQLAlchemy's address in libpq's own words, password included."""
    return make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)


def new_engine(url: str, *, connections: int) -> AsyncEngine:
    """For statements of the queue's own. Opens no connection yet."""
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
    """The queue's library without connections, for jobs written on a connection at hand."""
    be_quiet()
    return App(connector=PsycopgConnector())


@asynccontextmanager
async def fresh_connection(url: str) -> AsyncIterator[psycopg.AsyncConnection[Any]]:
    """A connection of its own, for where a pool has not yet seen that the database is back."""
    async with await psycopg.AsyncConnection.connect(
        conninfo(url), autocommit=True, **KEEP_ALIVE
    ) as connection:
        yield connection


async def work(
    url: str,
    register: Callable[[App], None],
    queues: Sequence[str],
    *,
    at_once: int,
    ending_s: float,
) -> None:
    """One life of a worker: until it is cancelled, or raises because the database went away.

    Cancelled, it takes no more jobs, and after `ending_s` seconds hands back what still runs.
    """
    async with fresh_connection(url):
        pass  # a pool would wait for long before it said that nobody is there
    pool = AsyncConnectionPool(
        conninfo(url),
        kwargs=KEEP_ALIVE,
        min_size=1,
        max_size=at_once + 2,
        timeout=3.0,
        open=False,
        configure=_at_once,
        check=_not_cut,
    )
    try:
        await pool.open(wait=True, timeout=5.0)
        app = new_app()
        register(app)
        async with app.open_async(pool=pool):
            await app.run_worker_async(
                queues=list(queues),
                name="tensei",
                concurrency=at_once,
                fetch_job_polling_interval=POLLING_S,
                update_heartbeat_interval=HEARTBEAT_S,
                shutdown_graceful_timeout=ending_s,
                install_signal_handlers=False,
                delete_jobs="always",  # a learner's code stays nowhere but in its row
            )
    finally:
        await pool.close()


async def _at_once(connection: psycopg.AsyncConnection[Any]) -> None:
    """The library says each thing in one statement: a transaction around it costs two ways."""
    await connection.set_autocommit(True)


async def _not_cut(connection: psycopg.AsyncConnection[Any]) -> None:
    if is_closed_by_server(connection.fileno()):
        await connection.close()  # else the pool would take it back
        raise psycopg.OperationalError("the server has cut this connection")


async def supervise(life: Callable[[], Awaitable[None]], what: str, stop: asyncio.Event) -> None:
    """Begins `life` again whenever it ends, until it is cancelled after `stop` was set."""
    failures = 0
    while not stop.is_set():
        began = time.monotonic()
        try:
            await life()
            why = "it ended"
        except Exception as problem:
            why = " ".join(f"{type(problem).__name__}: {problem}".split())
        if stop.is_set():
            return
        failures = 1 if time.monotonic() - began > STALLED_S else failures + 1
        if failures == 1:
            log.warning("%s: the database is away, trying again (%s)", what, why)
        await asyncio.sleep(RECONNECT_BACKOFF.delay_s(failures))


def be_quiet() -> None:
    """Keeps learners' code out of the log: the library writes jobs with all their arguments."""
    logging.getLogger("procrastinate").setLevel(logging.WARNING)
    logging.getLogger("procrastinate.worker").setLevel(logging.CRITICAL)
    # That the database is away is said once, and not by every connection.
    logging.getLogger("procrastinate.utils").setLevel(logging.CRITICAL)
    logging.getLogger("psycopg").setLevel(logging.ERROR)
