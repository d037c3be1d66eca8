"""Sees in the queue's tables when a job that a dead grader had is begun by another."""

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

LOOK_EVERY_S = 0.02
PATIENCE_S = 120.0

Jobs = dict[str, tuple[int, str]]  # a submission's id -> the queue's number of its job, and status


class ReclaimWatch:
    def __init__(self, url: str) -> None:
        self._engine = create_async_engine(url)
        self._in_hand: Jobs = {}
        self._attempts: dict[str, int] = {}

    async def close(self) -> None:
        await self._engine.dispose()

    async def announced(self) -> set[int]:
        """Process ids of the graders that were heard of just now."""
        query = select(graders.c.announcement).where(
            graders.c.seen_at > func.now() - timedelta(seconds=2 * HEARTBEAT_S)
        )
        async with self._engine.connect() as connection:
            return {said["pid"] for said in await connection.scalars(query)}

    async def something_runs(self) -> bool:
        """Remembers what graders have in hand now, and says whether that is anything."""
        found = await self._jobs()
        self._in_hand = {id: job for id, job in found.items() if job[1] == "doing"}
        self._attempts = await self._counted(self._in_hand)
        return bool(self._in_hand)

    async def begun_anew(self) -> list[float]:
        """When each of these was begun again (monotonic seconds), once all are in other hands or
        have their end. What the living grader had has no second beginning."""
        begun: list[float] = []
        waiting = set(self._in_hand)
        async with asyncio.timeout(PATIENCE_S):
            while waiting:
                await asyncio.sleep(LOOK_EVERY_S)
                now, found = time.monotonic(), await self._jobs()
                attempts = await self._counted(waiting)
                for id in tuple(waiting):
                    number, status = found.get(id, (0, ""))
                    if number == self._in_hand[id][0] or status == "todo":
                        continue
                    # In other hands, or so quickly done there that only the count tells of it.
                    if status == "doing" or attempts[id] > self._attempts[id]:
                        begun.append(now)
                        waiting.discard(id)
                    elif await self._has_its_end(id):
                        waiting.discard(id)
        return begun

    async def _jobs(self) -> Jobs:
        query = select(jobs.c.queueing_lock, jobs.c.id, jobs.c.status)
        async with self._engine.connect() as connection:
            rows = await connection.execute(query.where(jobs.c.task_name == JOB_TASK))
            return {row.queueing_lock: (row.id, row.status) for row in rows}

    async def _counted(self, ids: Iterable[str]) -> dict[str, int]:
        """The failed attempts at each, counted in the transaction that queues it anew."""
        noted = SubmissionRow.attempts + SubmissionRow.graders_lost
        query = select(SubmissionRow.id, noted).where(SubmissionRow.id.in_(ids))
        async with self._engine.connect() as connection:
            return dict(row._tuple() for row in await connection.execute(query))

    async def _has_its_end(self, id: str) -> bool:
        query = select(SubmissionRow.status).where(SubmissionRow.id == id)
        async with self._engine.connect() as connection:
            return await connection.scalar(query) is not None
