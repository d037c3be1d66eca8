"""The queue of many machines: jobs and answers in Postgres, for many bots and many graders.

The bots' side. A job is written in the transaction that writes its row, graders pull it, and the
answer comes back as a job for the bots of its platform.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from functools import partial

from procrastinate import App, JobContext
from procrastinate.exceptions import AlreadyEnqueued
from sqlalchemy import Select, Subquery
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnection
from sqlalchemy.ext.asyncio import AsyncConnection

from common.operations.job_context import job_context
from common.tasks import cancel_and_wait
from grader.protocol import Blame, Graded, GraderMessage, JobFailed, Ran, Started, read_answer
from grader.queues import GraderStatus, JobEnvelope, QueuePosition, QueueStatus
from grader.queues.blame import InHand, blamed
from grader.queues.postgres import queries
from grader.queues.postgres.connections import (
    STALLED_S,
    RetryNow,
    new_app,
    new_engine,
    supervise,
    work,
)
from grader.queues.postgres.names import (
    ANSWER,
    ANSWER_KEY,
    JOB,
    has_gpu,
    lock_of,
    queue_of,
    queue_of_answers,
)

log = logging.getLogger(__name__)

OnAnswer = Callable[[GraderMessage], Awaitable[None]]
OnLost = Callable[[Collection[str]], Awaitable[None]]

AWAY = (OperationalError, InterfaceError, NoConnection, OSError)
"""How it shows that the database cannot be reached, or will do next time what it did not now."""

SWEEP_S = 1.0
RAISE_S = 10.0
"""So often everyone who lets others go first comes one step nearer."""

AT_FRONT = 1000
"""Priority of a job that was taken back from a dead grader: its learner has waited once."""

MOST_LOST = 100
ANSWERS_AT_ONCE = 4
ENDING_S = 5.0
GUESS_S = 0.1
"""Seconds that a job is taken to need before any was seen."""


class PostgresQueue:
    """One bot's end of the queue.

    `exercises` are the bot's own, id to version; `platforms` those whose answers it takes;
    `open_work` selects the ids of all work without an end, in the same database, as `id`.

    `on_answer` is awaited for every answer, for one learner one after the other; `on_lost` with
    ids of open work that the queue has lost, to be sent again.
    """

    def __init__(
        self,
        url: str,
        *,
        exercises: Mapping[str, str],
        platforms: Sequence[str],
        open_work: Select[tuple[str]],
    ) -> None:
        self._url = url
        self._exercises = dict(exercises)
        self._platforms = tuple(platforms)
        self._open_work: Subquery = open_work.subquery("open_work")
        self._engine = new_engine(url, connections=4)
        self._at_once = self._engine.execution_options(isolation_level="AUTOCOMMIT")
        self._app = new_app()
        self._graders: Mapping[str, GraderStatus] = {}
        self._staged: set[str] = set()  # written here in a transaction that may be under way
        self._taken_back: set[str] = set()
        self._missing: set[str] = set()  # as the sweep before found
        self._told_to_wait: set[str] = set()
        self._job_s = GUESS_S  # mean, the newest counting most
        self._patient_until = 0.0
        self._raised_at = time.monotonic()
        self._none_lives = False
        self._stop = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []
        self.on_answer: OnAnswer | None = None
        self.on_lost: OnLost | None = None

    async def start(self) -> None:
        """Begins to take answers, and to look after the queue. The tables have to be there."""
        self._be_patient()
        async with self._engine.begin() as connection:
            self._graders = await queries.graders_seen(connection)
        answers = tuple(queue_of_answers(platform) for platform in self._platforms)
        life = partial(
            work,
            self._url,
            self._register,
            answers,
            at_once=ANSWERS_AT_ONCE,
            ending_s=ENDING_S,
        )
        self._tasks = [
            asyncio.create_task(supervise(life, "answers", self._stop)),
            asyncio.create_task(supervise(self._keep_swept, "the queue's sweep", self._stop)),
        ]

    async def finish(self) -> None:
        """Takes no more answers, and ends with those that it has. What waits is not lost."""
        self._stop.set()
        await cancel_and_wait(*self._tasks)

    async def close(self) -> None:
        """Finishes, and lets go of the connections."""
        await self.finish()
        await self._engine.dispose()

    async def stage(self, connection: AsyncConnection, errand: JobEnvelope) -> None:
        """Writes the job in the caller's transaction, unless it waits already."""
        waiting = await queries.waiting_with(connection, errand.job.id, lock_of(errand))
        if errand.job.id not in waiting:
            self._staged.add(errand.job.id)
            await self._write(connection, errand, behind=len(waiting))

    async def committed(self, errand: JobEnvelope) -> None:
        """Sees to it that a job is there which was not staged here just before."""
        job_id = errand.job.id
        if job_id in self._staged:
            self._staged.discard(job_id)
            return
        with contextlib.suppress(AlreadyEnqueued):  # another bot was quicker
            async with self._engine.begin() as connection:
                if not await queries.is_known(connection, job_id):
                    waiting = await queries.waiting_with(connection, job_id, lock_of(errand))
                    await self._write(connection, errand, behind=len(waiting))
                elif not errand.gpu:
                    await queries.redirect(connection, job_id, self._queue_of(errand))

    async def place(self, job_id: str) -> QueuePosition | None:
        """Where a job stands; the wait is estimated from what jobs took of late."""
        async with self._at_once.connect() as connection:
            standing = await queries.standing(connection, job_id)
        if standing is None:
            return None
        slots = sum(each.announcement.at_once for each in self._living())
        if standing.is_running:
            return QueuePosition(0, 0.0)
        goes_at_once = not standing.before and not standing.own_running
        if goes_at_once and (standing.running < slots or not slots):
            if not slots:
                self._told_to_wait.add(job_id)
            return QueuePosition(0, 0.0 if slots else None)
        self._told_to_wait.add(job_id)
        ahead = standing.before + standing.running
        return QueuePosition(ahead, ahead * self._job_s / slots if slots else None)

    async def status(self) -> QueueStatus:
        """The queue as the database has it now; waits are by the database's clock."""
        async with self._engine.begin() as connection:
            self._graders = await queries.graders_seen(connection)
            waiting, running, oldest = await queries.depth(connection)
        return QueueStatus(tuple(self._graders.values()), waiting, running, oldest)

    async def _write(
        self, connection: AsyncConnection, errand: JobEnvelope, *, behind: int
    ) -> None:
        """`behind` so many jobs of the same learner."""
        job = errand.job
        at_front = job.id in self._taken_back
        self._taken_back.discard(job.id)
        # Round by round: a learner's first goes before everybody's second.
        priority = AT_FRONT if at_front else -behind
        raw = await connection.get_raw_connection()
        await self._app.configure_task(
            JOB,
            queue=self._queue_of(errand),
            lock=lock_of(errand),
            queueing_lock=job.id,
            priority=priority,
            connection=raw.driver_connection,
        ).defer_async(
            job=job.model_dump_json(),
            platform=errand.platform,
            **({"alone": True} if errand.alone else {}),
        )

    def _queue_of(self, errand: JobEnvelope) -> str:
        gpu_lives = any(has_gpu(each.announcement.devices) for each in self._living())
        return queue_of(errand, gpu_lives=gpu_lives)

    def _living(self) -> list[GraderStatus]:
        return [each for each in self._graders.values() if each.alive]

    def _register(self, app: App) -> None:
        back = RetryNow(asyncio.CancelledError, *AWAY)
        app.task(name=ANSWER, pass_context=True, retry=back)(self._take)

    async def _take(self, context: JobContext, answer: str) -> None:
        job_id = (context.job.queueing_lock or "").removeprefix(ANSWER_KEY)
        with job_context(job_id):
            try:
                read = read_answer(answer)
            except ValueError:
                log.error("not an answer that this version of Tensei can read: %r", answer[:200])
                read = JobFailed(id=job_id, why="the grader answers as another version of Tensei")
            self._told_to_wait.discard(job_id)
            if isinstance(read, Graded | Ran):
                spent = read.verdict if isinstance(read, Graded) else read.result
                self._job_s += 0.1 * (spent.milliseconds.total / 1000 - self._job_s)
            try:
                await self._tell(read)
            except AWAY as problem:
                why = " ".join(str(getattr(problem, "orig", None) or problem).split())
                log.warning("an answer could not be taken in now, and comes again (%s)", why)
                await asyncio.sleep(0.2)
                raise
            except Exception as problem:  # ours: it counts as an attempt, else it came for ever
                log.exception("could not take in an answer of type %s", read.type)
                await self._tell(JobFailed(id=job_id, why=f"{type(problem).__name__} in the bot"))

    async def _tell(self, answer: GraderMessage) -> None:
        if self.on_answer is not None:
            await self.on_answer(answer)

    def _be_patient(self) -> None:
        """Nobody is dead for having been silent while the database was away."""
        self._patient_until = time.monotonic() + STALLED_S

    async def _keep_swept(self) -> None:
        try:
            while True:
                await asyncio.sleep(SWEEP_S)
                await self._sweep()
        except Exception:
            self._be_patient()
            raise

    async def _sweep(self) -> None:
        async with self._engine.begin() as connection:
            self._graders = await queries.graders_seen(connection)
            waiting = await queries.statuses(connection, self._told_to_wait)
        self._say_who_lives()
        # Another bot may have taken the end in: then nothing of it is in the queue any more.
        for job_id in tuple(self._told_to_wait):
            status = waiting.get(job_id)
            if status != queries.TODO:
                self._told_to_wait.discard(job_id)
            if status == queries.DOING:
                await self._tell(Started(id=job_id))
        async with self._engine.begin() as alone:
            if await queries.sweeps_alone(alone):
                await self._look_after_graders()
                await self._look_after_jobs()

    async def _look_after_graders(self) -> None:
        async with self._engine.begin() as connection:
            await queries.forget_graders(connection)
            for id, seen in self._graders.items():
                notice = self._notice_for(seen) if seen.alive else seen.notice
                if notice != seen.notice:
                    await queries.tell(connection, id, notice)
            if not any(has_gpu(each.announcement.devices) for each in self._living()):
                await queries.demote_gpu_jobs(connection)

    async def _look_after_jobs(self) -> None:
        async with self._engine.begin() as connection:
            await queries.forget_closed(connection, self._open_work)
            if time.monotonic() - self._raised_at > RAISE_S:
                await queries.age_priorities(connection)
                self._raised_at = time.monotonic()
        if time.monotonic() < self._patient_until:
            return
        async with self._engine.begin() as connection:
            taken = await queries.reclaim_stalled(connection)
            ids = [each.in_hand.job_id for each in taken]
            answered = await queries.answered(connection, ids) if taken else set()
        by_worker = defaultdict[int | None, list[InHand]](list)
        for each in taken:
            if each.in_hand.job_id not in answered:
                by_worker[each.worker_id].append(each.in_hand)
        for in_hand in by_worker.values():
            for job_id, blame in blamed(in_hand).items():
                await self._hand_back(job_id, blame)
        await self._find_lost()

    async def _hand_back(self, job_id: str, blame: Blame) -> None:
        if blame is not Blame.CULPRIT:
            self._taken_back.add(job_id)
        with job_context(job_id):
            why = "its grader died, or was cut off"
            await self._tell(JobFailed(id=job_id, why=why, blame=blame))

    async def _find_lost(self) -> None:
        """Has open work sent again that two sweeps in a row find nowhere."""
        async with self._engine.begin() as connection:
            missing = await queries.lost(connection, self._open_work, MOST_LOST)
        lost = missing & self._missing
        self._missing = missing - lost
        if lost and self.on_lost is not None:
            log.warning("%s pieces of open work were not in the queue; sent again", len(lost))
            await self.on_lost(lost)

    def _notice_for(self, seen: GraderStatus) -> str:
        """What a grader with other lessons than the bot's is told."""
        theirs = seen.announcement.exercises
        other = sorted(id for id, version in self._exercises.items() if theirs.get(id) != version)
        if not other:
            return ""
        more = f" and {len(other) - 5} more" if len(other) > 5 else ""
        return (
            f"these exercises are not as the bot has them: {', '.join(other[:5])}{more};"
            " no job for them comes here until the lessons are updated"
        )

    def _say_who_lives(self) -> None:
        none_lives = not self._living()
        if none_lives and not self._none_lives:
            log.warning(
                "no grader lives: submissions wait until one does. Start one, here or on any"
                " machine that reaches this database, with: python -m grader work"
            )
        if self._none_lives and not none_lives:
            log.info("a grader lives again")
        self._none_lives = none_lives
