"""Observes in the queue's tables when a job of a dead grader is started by another."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterable
from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import create_async_engine

from bot.storage.models import SubmissionRow
from grader.queues.postgres.connections import HEARTBEAT_S
from grader.queues.postgres.names import JOB_TASK
from grader.queues.tables import graders, jobs

POLL_INTERVAL_S = 0.02
TIMEOUT_S = 120.0

Jobs = dict[str, tuple[int, str]]  # submission id -> id and status of its job in the queue


class ReclaimWatch:
    """Records the running jobs, and waits until they have been started again or have ended."""

    def __init__(self, url: str) -> None:
        self._engine = create_async_engine(url)
        self._running_jobs: Jobs = {}
        self._attempts: dict[str, int] = {}

    async def close(self) -> None:
        await self._engine.dispose()

    async def alive_pids(self) -> set[int]:
        """Return the process ids of the graders with a recent heartbeat."""
        query = select(graders.c.announcement).where(
            graders.c.seen_at > func.now() - timedelta(seconds=2 * HEARTBEAT_S)
        )
        async with self._engine.connect() as connection:
            return {info["pid"] for info in await connection.scalars(query)}

    async def record_running(self) -> bool:
        """Record the jobs that are running now. Return whether there are any."""
        current = await self._jobs()
        self._running_jobs = {id: job for id, job in current.items() if job[1] == "doing"}
        self._attempts = await self._count_attempts(self._running_jobs)
        return bool(self._running_jobs)

    async def restart_times(self) -> list[float]:
        """Wait until each recorded job has been started again or has ended.

        Return when the former were started (monotonic seconds). The jobs of the surviving grader
        end without a second start.
        """
        begun: list[float] = []
        waiting = set(self._running_jobs)
        async with asyncio.timeout(TIMEOUT_S):
            while waiting:
                await asyncio.sleep(POLL_INTERVAL_S)
                now, current = time.monotonic(), await self._jobs()
                attempts = await self._count_attempts(waiting)
                for id in tuple(waiting):
                    number, status = current.get(id, (0, ""))
                    if number == self._running_jobs[id][0] or status == "todo":
                        continue
                    # Running on another grader, or finished there between two polls.
                    if status == "doing" or attempts[id] > self._attempts[id]:
                        begun.append(now)
                        waiting.discard(id)
                    elif await self._is_finished(id):
                        waiting.discard(id)
        return begun

    async def _jobs(self) -> Jobs:
        query = select(jobs.c.queueing_lock, jobs.c.id, jobs.c.status)
        async with self._engine.connect() as connection:
            rows = await connection.execute(query.where(jobs.c.task_name == JOB_TASK))
            return {row.queueing_lock: (row.id, row.status) for row in rows}

    async def _count_attempts(self, ids: Iterable[str]) -> dict[str, int]:
        """Return the failed attempts of each, counted in the transaction that queues it again."""
        failed = (SubmissionRow.attempts + SubmissionRow.graders_lost).label("failed")
        query = select(SubmissionRow.id, failed).where(SubmissionRow.id.in_(ids))
        async with self._engine.connect() as connection:
            return {row.id: row.failed for row in await connection.execute(query)}

    async def _is_finished(self, id: str) -> bool:
        query = select(SubmissionRow.status).where(SubmissionRow.id == id)
        async with self._engine.connect() as connection:
            return await connection.scalar(query) is not None
