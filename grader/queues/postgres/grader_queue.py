"""The graders' side of the queue on Postgres: pulls jobs, sends answers and heartbeats.

A grader only opens connections to the database, so it can run behind any firewall.
"""

from __future__ import annotations

import asyncio
import logging
import time
import uuid
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnection

from common.operations.job_context import job_context
from common.tasks import cancel_and_wait
from grader.protocol import GraderInfo, GraderMessage, Job, JobFailed, Measure, parse_job
from grader.queues.isolation import Isolation
from grader.queues.postgres import grader_registry, queries
from grader.queues.postgres.batch_statements import NewJob
from grader.queues.postgres.batch_worker import BatchWorker, TakenJob
from grader.queues.postgres.connections import (
    HEARTBEAT_S,
    STALLED_S,
    new_engine,
    supervise,
)
from grader.queues.postgres.names import (
    ANSWER_TASK,
    answer_key,
    answer_queue,
    grader_queues,
    is_for_gpu,
)

log = logging.getLogger(__name__)

SHUTDOWN_S = 10.0
"""Seconds that a stopping grader lets jobs finish before it returns them to the queue."""


class GraderQueue:
    """One grader's client of the queue: its worker and its heartbeats.

    `describe` returns the grader's description, given the number of its running jobs; `process`
    returns the answer to a job, and never raises.
    """

    def __init__(
        self,
        url: str,
        describe: Callable[[int], GraderInfo],
        process: Callable[[Job], Awaitable[GraderMessage]],
        *,
        shutdown_s: float = SHUTDOWN_S,
    ) -> None:
        self._url = url
        self._shutdown_s = shutdown_s
        self._describe = describe
        self._process = process
        self._id = str(uuid.uuid4())
        self._worker_ids: dict[int, int] = {}  # by the row's id
        self._on_gpu: set[int] = set()  # ids of the rows of the jobs that want a GPU
        self._jobs: BatchWorker | None = None
        self._queues: list[str] = []  # to which the worker listens, changed while it runs
        self._engine = new_engine(url, connections=1)
        self._last_contact_at = 0.0  # with the database, monotonic seconds
        self._notice = ""
        self._isolation = Isolation()

    async def run(self, stop: asyncio.Event) -> None:
        """Take jobs until `stop` is set, then finish the running ones.

        Jobs that still run `shutdown_s` seconds later return to the queue.
        """
        info = self.info()
        self._choose_queues(info)
        jobs = self._jobs = BatchWorker(
            self._url,
            self._queues,
            self._on_job,
            concurrency=info.at_once,
            shutdown_s=self._shutdown_s,
            # After a job for the GPU the next one may be for none.
            most_taken=lambda: 1 if any(map(is_for_gpu, self._queues)) else info.at_once,
        )
        worker = asyncio.create_task(supervise(jobs.run, "jobs", stop))
        heartbeat = asyncio.create_task(supervise(self._heartbeat_loop, "heartbeats", stop))
        log.info("sandbox layers %s, devices %s", info.walls, info.devices)
        try:
            await stop.wait()
        finally:
            await cancel_and_wait(worker)
            await jobs.finish()
            await cancel_and_wait(heartbeat)  # heartbeats continue until the last job has ended
            await self._deregister()
            await self._engine.dispose()

    def info(self) -> GraderInfo:
        """Return the grader's current description."""
        return self._describe(len(self._worker_ids))

    def _choose_queues(self, info: GraderInfo) -> None:
        """Listen to the queues for a GPU only while it is there and can take one more job.

        Others wait in the queue, where a CPU grader can have them after a while.
        """
        names = grader_queues(info.exercises, info.devices)
        if info.gpu_at_once and len(self._on_gpu) >= info.gpu_at_once:
            names = tuple(name for name in names if not is_for_gpu(name))
        self._queues[:] = names

    async def check(self) -> str | None:
        """Return why the queue is not usable, as a sentence, or None if it is."""
        silent_s = time.monotonic() - self._last_contact_at
        return None if silent_s < STALLED_S else "its database cannot be reached"

    async def _heartbeat_loop(self) -> None:
        while True:
            info = self.info()
            self._choose_queues(info)  # a GPU that was lost takes no more jobs
            async with self._engine.begin() as connection:
                notice = await grader_registry.upsert_grader(connection, self._id, info)
                # A worker that is stopping, or lost its connection, sends no heartbeats itself.
                await grader_registry.heartbeat(connection, set(self._worker_ids.values()))
            self._last_contact_at = time.monotonic()
            if notice != self._notice:
                log.warning("%s", notice or "the lessons are the same as the bot's again")
                self._notice = notice
            await asyncio.sleep(HEARTBEAT_S)

    async def _deregister(self) -> None:
        try:
            async with asyncio.timeout(2), self._engine.begin() as connection:
                await grader_registry.delete_grader(connection, self._id)
        except Exception as problem:
            log.warning("could not remove this grader from the queue: %s", problem)

    def _on_job(self, taken: TakenJob) -> Coroutine[Any, Any, NewJob]:
        """Note that a job was taken, before the next one is, and return its processing."""
        if is_for_gpu(taken.queue):
            self._on_gpu.add(taken.id)
            self._choose_queues(self.info())
        return self._answer(taken)

    async def _answer(self, taken: TakenJob) -> NewJob:
        """Process one job, and return its answer, which is queued when the job is deleted.

        The lock makes bots handle the answers to one learner one at a time, in their order.
        """
        self._worker_ids[taken.id] = taken.worker_id
        try:
            with job_context(taken.key):
                answer = await self._run_job(taken)
        finally:
            del self._worker_ids[taken.id]
            if taken.id in self._on_gpu:
                self._on_gpu.discard(taken.id)
                self._choose_queues(self.info())
        return _answer_job(taken, answer)

    async def _run_job(self, taken: TakenJob) -> GraderMessage:
        """Return the answer to a job. One that is to run alone runs with no other beside it.

        Its answer is written before another job starts: that one may end this grader.
        """
        try:
            parsed = parse_job(taken.args["job"])
        except ValueError as problem:
            log.error("this version of Tensei cannot parse the job: %s", str(problem)[:200])
            return JobFailed(id=taken.key, why="the grader and the bot have different versions")
        if isinstance(parsed, Measure):  # runs in a process of its own
            return await self._process(parsed)
        if not taken.args.get("alone"):
            async with self._isolation.shared():
                return await self._process(parsed)
        async with self._isolation.exclusive():
            await self._record_runs_alone(taken)
            answer = await self._process(parsed)
            assert self._jobs is not None
            await self._jobs.finish_early(taken, _answer_job(taken, answer))
            return answer

    async def _record_runs_alone(self, taken: TakenJob) -> None:
        """Record that the job runs alone: if this grader dies, the job is to blame."""
        try:
            async with self._engine.begin() as connection:
                await queries.record_runs_alone(connection, taken.id, taken.worker_id)
        except (DBAPIError, OSError, NoConnection) as problem:
            log.warning("could not record that a job runs alone (%s)", problem)


def _answer_job(taken: TakenJob, answer: GraderMessage) -> NewJob:
    return NewJob(
        queue=answer_queue(taken.args["platform"]),
        task=ANSWER_TASK,
        lock=f"answers-{taken.lock}",
        key=answer_key(taken.key),
        args={"answer": answer.model_dump_json()},
    )
