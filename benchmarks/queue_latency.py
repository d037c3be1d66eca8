"""What the queue adds to a submission's time, and how many a second go through it.

    python -m benchmarks.queue_latency [--json]

The overhead on Postgres is measured with a grader's end that answers at once; on one machine with
the real grader's word that it has begun; submissions a second with real graders and jails. At last
a crowd of learners at a whole bot: see `crowd`.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import sys
import time
import uuid
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory

from sqlalchemy import select

from benchmarks import load_test
from benchmarks.embedded_postgres import embedded_postgres
from bot.storage import open_database
from common.cli_runner import CommandError, Parser, end_with, epilog, run_command
from common.progress_line import progress
from grader.protocol import (
    Grade,
    Graded,
    GraderInfo,
    GraderMessage,
    Job,
    Ran,
    Run,
    RunResult,
    Started,
    Status,
)
from grader.queues import JobEnvelope
from grader.queues.local import LocalQueue
from grader.queues.postgres.bot_queue import PostgresQueue
from grader.queues.postgres.connections import new_engine
from grader.queues.postgres.grader_queue import GraderQueue
from grader.queues.postgres.names import JOB_TASK
from grader.queues.tables import jobs
from lessons.catalog import load

Figures = dict[str, float]

OVERHEADS = 500
WARMING = 20
"""Jobs before those that count: they find cold caches."""

SUBMISSIONS = 300
LEARNERS = 50
CROWD = 1000
"""Learners with a page open at the same bot, who all submit at the same time."""

PATIENCE_S = 120.0

EXERCISE = "operations/row-means"
CODE = "def row_means(x):\n    return x.mean(dim=1)\n"


class Desk:
    """Takes answers, and says when each came."""

    def __init__(self) -> None:
        self._expected: dict[tuple[str, bool], asyncio.Future[tuple[float, GraderMessage]]] = {}

    async def answered(self, answer: GraderMessage) -> None:
        """Takes a start or an end, and notes when it came."""
        key = (getattr(answer, "id", ""), isinstance(answer, Started))
        expected = self._expected.pop(key, None)
        if expected is not None:
            expected.set_result((time.time(), answer))

    def expect(
        self, job_id: str, *, start: bool = False
    ) -> asyncio.Future[tuple[float, GraderMessage]]:
        """Its start or its end, with the time (seconds of the clock) at which it was told."""
        expected = asyncio.get_running_loop().create_future()
        self._expected[job_id, start] = expected
        return expected


class Bot:
    """A bot's end of the queue on Postgres, that sends what no learner wrote."""

    def __init__(self, url: str) -> None:
        self.desk = Desk()
        self.exercises = {each.id: each.version for each in load().exercises()}
        mine = select(jobs.c.queueing_lock.label("id")).where(jobs.c.task_name == JOB_TASK)
        self.queue = PostgresQueue(
            url, exercises=self.exercises, platforms=["local"], open_work=mine
        )
        self.queue.on_answer = self.desk.answered
        self.engine = new_engine(url, connections=2)

    async def send(self, envelope: JobEnvelope) -> float:
        """Sends a job; the time at which its transaction was through."""
        async with self.engine.begin() as connection:
            await self.queue.stage(connection, envelope)
        committed_at = time.time()
        await self.queue.committed(envelope)
        return committed_at

    async def wait_for_graders(self, graders: int) -> None:
        """Waits for that many graders. Raises TimeoutError after PATIENCE_S."""
        async with asyncio.timeout(PATIENCE_S):
            while True:
                status = await self.queue.status()
                if sum(each.alive for each in status.graders) == graders:
                    return
                await asyncio.sleep(0.1)


@asynccontextmanager
async def _bot(url: str) -> AsyncIterator[Bot]:
    bot = Bot(url)
    await bot.queue.start()
    try:
        yield bot
    finally:
        await bot.queue.close()
        await bot.engine.dispose()


@asynccontextmanager
async def _process(*arguments: str, url: str, folder: str) -> AsyncIterator[None]:
    """A Python process on that database, told to stop at the end."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *arguments,
        env={
            **os.environ,
            "TENSEI_DATABASE_URL": url,
            "TENSEI_HEALTH_PORT": "0",
            "TENSEI_LOG_LEVEL": "WARNING",
            "PYTHONPATH": str(Path.cwd()),
        },
        cwd=folder,
    )
    try:
        yield
    finally:
        process.terminate()
        await process.wait()


async def measure() -> Figures:
    """All figures: milliseconds, and submissions a second."""
    figures: Figures = {}
    with TemporaryDirectory() as folder, embedded_postgres() as url:
        await (await open_database(url)).close()
        figures |= await _overhead_on_postgres(url, folder)
        for graders in (1, 2):
            figures[f"postgres_{graders}_graders_per_s"] = await _per_second(url, graders, folder)
        figures |= await load_test.measure(url, folder, CROWD)
    return figures | await _overhead_on_one_machine()


async def _overhead_on_postgres(url: str, folder: str) -> Figures:
    there: list[float] = []
    back: list[float] = []
    grader = _process("-m", "benchmarks.queue_latency", "--answer-at-once", url=url, folder=folder)
    async with _bot(url) as bot, grader:
        await bot.wait_for_graders(1)
        for number in range(WARMING + OVERHEADS):
            envelope = JobEnvelope(Run(id=str(uuid.uuid4()), code=""), str(number), "local")
            end = bot.desk.expect(envelope.job.id)
            committed_at = await bot.send(envelope)
            told_at, answer = await asyncio.wait_for(end, PATIENCE_S)
            assert isinstance(answer, Ran)
            there.append(float(answer.result.stdout) - committed_at)
            back.append(told_at - float(answer.result.stdout))
    return _percentiles("postgres_committed_to_grader", there) | _percentiles(
        "postgres_verdict_to_bot", back
    )


async def _per_second(url: str, graders: int, folder: str) -> float:
    async with AsyncExitStack() as stack:
        bot = await stack.enter_async_context(_bot(url))
        for _ in range(graders):
            working = _process("-m", "grader", "work", url=url, folder=folder)
            await stack.enter_async_context(working)
        await bot.wait_for_graders(graders)
        await _graded(bot, LEARNERS)
        began = time.perf_counter()
        await _graded(bot, SUBMISSIONS)
        return SUBMISSIONS / (time.perf_counter() - began)


async def _graded(bot: Bot, count: int) -> None:
    """Sends right submissions of many learners at once, and waits for all verdicts."""
    ends = []
    for number in range(count):
        job = Grade(id=str(uuid.uuid4()), exercise=EXERCISE, code=CODE)
        ends.append(bot.desk.expect(job.id))
        learner = str(number % LEARNERS)
        await bot.send(JobEnvelope(job, learner, "local", bot.exercises[EXERCISE]))
    for _, answer in await asyncio.wait_for(asyncio.gather(*ends), PATIENCE_S):
        assert isinstance(answer, Graded)
        assert answer.verdict.status is Status.PASSED


async def _overhead_on_one_machine() -> Figures:
    begun: list[float] = []
    os.environ["TENSEI_LOG_LEVEL"] = "WARNING"
    context, queue = Desk(), LocalQueue()
    queue.on_answer = context.answered
    await queue.start()
    try:
        for number in range(WARMING + OVERHEADS):
            envelope = JobEnvelope(Run(id=str(uuid.uuid4()), code="1"), str(number), "local")
            start, end = (
                context.expect(envelope.job.id, start=True),
                context.expect(envelope.job.id),
            )
            committed_at = time.time()
            await queue.committed(envelope)
            begun_at, _ = await asyncio.wait_for(start, PATIENCE_S)
            begun.append(begun_at - committed_at)
            await asyncio.wait_for(end, PATIENCE_S)
    finally:
        await queue.close()
    return _percentiles("one_machine_committed_to_grader", begun)


def _percentiles(name: str, seconds: Sequence[float]) -> Figures:
    cuts = quantiles(seconds[WARMING:], n=100)
    return {f"{name}_p50_ms": cuts[49] * 1000, f"{name}_p99_ms": cuts[98] * 1000}


async def _answer_at_once(url: str) -> None:
    """A grader's end that says nothing but when it was asked; ended by a signal."""

    async def do(job: Job) -> GraderMessage:
        now = RunResult(status=Status.PASSED, stdout=repr(time.time()))
        return Ran(id=job.id, result=now)

    def announce(running: int) -> GraderInfo:
        return GraderInfo(host="here", pid=os.getpid(), at_once=2, running=running)

    await GraderQueue(url, announce, do).until(asyncio.Event())


def main(arguments: Sequence[str] | None = None) -> int:
    """Measures. Returns the exit code."""
    return run_command(parser().parse_args(arguments), _bench, unable=1)


def parser() -> Parser:
    """The options and the help."""
    whole = Parser(
        prog="python -m benchmarks.queue_latency",
        description="Measures how long a job is on its way to a grader and a verdict on its way\n"
        "back, on one machine and over Postgres, and then 1,000 learners at one bot: its memory,\n"
        "and what a submission costs each process. It takes a few minutes.",
        epilog=epilog(
            examples={"python -m benchmarks.queue_latency --json": "for programs"},
            codes={0: "measured", 1: "not; standard error says why", 2: "not understood"},
            read_on='README.md, "How fast"',
        ),
    )
    whole.add_argument("--json", action="store_true", help="print the figures as JSON")
    whole.add_argument("--answer-at-once", action="store_true", help=argparse.SUPPRESS)
    return whole


def _bench(options: argparse.Namespace) -> int:
    if options.answer_at_once:
        asyncio.run(_answer_at_once(os.environ["TENSEI_DATABASE_URL"]))
        return 0
    try:
        with progress("sending jobs to and fro", quiet=options.json):
            figures = asyncio.run(measure())
    except ModuleNotFoundError as missing:
        raise CommandError(f"{missing.name} is missing; make install-dev installs it") from missing
    if options.json:
        print(json.dumps(figures, indent=2))
    else:
        for name, figure in figures.items():
            print(f"{name:<44}{figure:10.1f}")
    return 0


if __name__ == "__main__":
    end_with(main)
