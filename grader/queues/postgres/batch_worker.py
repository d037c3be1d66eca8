"""A worker that takes many jobs in one statement, and finishes many in one transaction.

It works on procrastinate's tables beside workers of the library, which take and finish jobs one by
one: under load that costs several times as much, in Postgres and in Python.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any, Literal

import psycopg
from psycopg.errors import UniqueViolation
from psycopg.sql import SQL, Identifier

from common.postgres import TIMEOUTS
from common.tasks import cancel_and_wait
from grader.queues.postgres import batch_statements as statements
from grader.queues.postgres.batch_statements import NewJob
from grader.queues.postgres.connections import (
    HEARTBEAT_S,
    POLL_INTERVAL_S,
    conninfo,
    fresh_connection,
)

log = logging.getLogger(__name__)

Connection = psycopg.AsyncConnection[Any]

PLANNER = " ".join(
    f"-c {each}"
    for each in (
        "plan_cache_mode=force_generic_plan",
        "enable_seqscan=off",
        "enable_bitmapscan=off",
        "enable_sort=off",
        "enable_hashjoin=off",
        "enable_mergejoin=off",
    )
)
"""Settings by which every statement of a worker is planned once, and reads indexes in their order.

The table of jobs is mostly empty, and its statistics say so. By these, Postgres would choose plans
that read all waiting jobs for each one that is taken, and keep them when a thousand jobs wait.
"""

FINAL_WRITE_S = 5.0
"""Time for a worker that ends to write what has become of its jobs."""


@dataclass(frozen=True, slots=True)
class TakenJob:
    """A job that this worker has taken. `key` is its queueing lock."""

    id: int  # of the row
    worker_id: int
    queue: str
    key: str
    lock: str
    args: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Finished:
    """The end of a taken job: deleted, in the transaction that queues `answer`, or given back."""

    row_id: int
    end: Literal["delete", "give-back"] = "delete"
    answer: NewJob | None = None
    is_written: asyncio.Event | None = None  # set when this is in the database


Process = Callable[[TakenJob], Coroutine[Any, Any, NewJob | None]]
"""Processes a job and returns what to queue when the job is deleted. A job whose processing raises
JobReturnedError, or is cancelled, is given back."""


class JobReturnedError(Exception):
    """A job cannot be processed now, and waits again."""


class BatchWorker:
    """Takes jobs of some queues, at most `concurrency` at a time, and one of each lock.

    `queues` may be changed meanwhile: later jobs are those of the queues that are in the list then.
    `most_taken` returns how many jobs one statement may take, before `process` is called with them.

    What has become of a job is written at least once: while the database is away, it is kept.
    """

    def __init__(
        self,
        url: str,
        queues: list[str],
        process: Process,
        *,
        concurrency: int,
        shutdown_s: float,
        most_taken: Callable[[], int] | None = None,
    ) -> None:
        self._url = url
        self._queues = queues
        self._most_taken = most_taken or (lambda: concurrency)
        self._process = process
        self._concurrency = concurrency
        self._shutdown_s = shutdown_s
        self._running: dict[asyncio.Task[NewJob | None], TakenJob] = {}
        self._finished: list[Finished] = []
        self._finished_early: set[int] = set()  # ids of rows whose processing goes on
        self._is_ending = False
        self._wake = asyncio.Event()
        self._worker_id: int | None = None

    async def run(self) -> None:
        """Take jobs until cancelled, or raise because the database is away."""
        async with fresh_connection(self._url) as listener, self._connect() as connection:
            await connection.execute(statements.FORGET_STALE)
            found = await connection.execute(statements.REGISTER)
            ((self._worker_id,),) = await found.fetchall()
            for queue in self._queues:
                channel = Identifier(f"procrastinate_queue_v1#{queue}")
                await listener.execute(SQL("LISTEN {}").format(channel))
            listening = asyncio.create_task(self._listen(listener))
            try:
                await self._take_loop(connection, self._worker_id)
            finally:
                await cancel_and_wait(listening)

    async def finish(self) -> None:
        """Wait for the jobs that are being processed, after `run` has ended.

        Those that are unfinished after `shutdown_s` are cancelled and given back.
        """
        self._is_ending = True
        for each in self._finished:
            if each.is_written is not None:
                each.is_written.set()
        if self._running:
            await asyncio.wait(self._running, timeout=self._shutdown_s)
        await cancel_and_wait(*self._running)
        await asyncio.sleep(0)  # for the callbacks of the tasks
        try:
            async with asyncio.timeout(FINAL_WRITE_S), self._connect() as connection:
                await self._write_finished(connection)
                if self._worker_id is not None:
                    await connection.execute(statements.UNREGISTER, {"worker_id": self._worker_id})
        except (psycopg.Error, OSError, TimeoutError) as problem:
            log.warning("could not leave the queue in order: %s", " ".join(str(problem).split()))

    async def finish_early(self, job: TakenJob, answer: NewJob) -> None:
        """Queue the answer and delete the job while its processing goes on.

        Return once that is in the database, or once this worker ends. What the processing returns
        later is ignored.
        """
        is_written = asyncio.Event()
        self._finished_early.add(job.id)
        self._finished.append(Finished(job.id, answer=answer, is_written=is_written))
        self._wake.set()
        if not self._is_ending:
            await is_written.wait()

    @contextlib.asynccontextmanager
    async def _connect(self) -> AsyncIterator[Connection]:
        async with await psycopg.AsyncConnection.connect(
            conninfo(self._url),
            autocommit=True,
            prepare_threshold=1,
            **{**TIMEOUTS, "options": f"{TIMEOUTS['options']} {PLANNER}"},
        ) as connection:
            yield connection

    async def _listen(self, listener: Connection) -> None:
        async for _ in listener.notifies():
            self._wake.set()

    async def _take_loop(self, connection: Connection, worker_id: int) -> None:
        last_beat = time.monotonic()
        while True:
            self._wake.clear()
            if time.monotonic() - last_beat > HEARTBEAT_S:
                await self._beat(connection, worker_id)
                last_beat = time.monotonic()
            free = min(self._concurrency - len(self._running), self._most_taken())
            taken = await self._exchange(connection, worker_id, free)
            for job in taken:
                task = asyncio.create_task(self._process(job))
                self._running[task] = job
                task.add_done_callback(self._on_done)
            if len(taken) < free or not free:
                await self._wait_for_wake()

    async def _wait_for_wake(self) -> None:
        """Wait for a notification, or a job that ends, or the next poll."""
        timer = asyncio.get_running_loop().call_later(POLL_INTERVAL_S, self._wake.set)
        try:
            await self._wake.wait()
        finally:
            timer.cancel()

    async def _beat(self, connection: Connection, worker_id: int) -> None:
        found = await connection.execute(statements.HEARTBEAT, {"worker_id": worker_id})
        if await found.fetchone() is None:
            raise psycopg.OperationalError("another process has forgotten this worker")

    async def _exchange(
        self, connection: Connection, worker_id: int, free: int
    ) -> Sequence[TakenJob]:
        """Write what has finished, and take up to `free` jobs, in one transaction."""
        if not free:
            await self._write_finished(connection)
            return ()
        parameters = {"queues": list(self._queues), "most": free, "worker_id": worker_id}
        try:
            if not self._finished:
                found = await connection.execute(statements.TAKE, parameters)
            else:
                found = await self._write_finished(connection, parameters)
            rows = await found.fetchall()
        except UniqueViolation:  # another worker has taken a job with the same lock just before
            return ()
        return [
            TakenJob(id, worker_id, queue, key or "", lock or "", args)
            for id, queue, key, lock, args in sorted(rows, key=itemgetter(0))
        ]

    async def _write_finished(
        self, connection: Connection, take: Mapping[str, Any] | None = None
    ) -> Any:
        """Write what has finished, in one transaction and one round trip; take jobs if asked to.

        Return the cursor of the jobs that were taken.
        """
        written = tuple(self._finished)
        if not written:
            return None
        deleted = [each.row_id for each in written if each.end == "delete"]
        given_back = [each.row_id for each in written if each.end == "give-back"]
        answers = [each.answer for each in written if each.answer is not None]
        found = None
        async with connection.pipeline(), connection.transaction():
            if answers:
                await connection.execute(statements.QUEUE_JOBS, statements.new_job_arrays(answers))
            if given_back:
                await connection.execute(statements.GIVE_BACK, {"ids": given_back})
            # Also those given back that were queued again meanwhile.
            await connection.execute(statements.DELETE, {"ids": deleted + given_back})
            if take is not None:
                found = await connection.execute(statements.TAKE, take)
        del self._finished[: len(written)]
        for each in written:
            if each.is_written is not None:
                each.is_written.set()
        return found

    def _on_done(self, task: asyncio.Task[NewJob | None]) -> None:
        """Note what has become of a job, also of one that was cancelled before it began."""
        job = self._running.pop(task)
        problem = None if task.cancelled() else task.exception()
        if job.id in self._finished_early:
            self._finished_early.remove(job.id)
        elif task.cancelled() or isinstance(problem, JobReturnedError):
            self._finished.append(Finished(job.id, "give-back"))
        elif problem is not None:
            log.error("a job could not be processed", exc_info=problem)
            self._finished.append(Finished(job.id))
        else:
            self._finished.append(Finished(job.id, answer=task.result()))
        self._wake.set()
