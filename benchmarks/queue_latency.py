"""Measures the latency and the throughput of the queue.

    python -m benchmarks.queue_latency [--json]

The latency over Postgres is measured with a grader that answers at once, and that on one machine
with the Started message of a real grader. The throughput is measured with real graders and jails.
The last part is the load test of a whole bot; see `load_test`.
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
from common.cli_runner import CommandError, Parser, epilog, exit_with, run_command
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

Results = dict[str, float]

MEASURED_JOBS = 500
WARMUP_JOBS = 20
"""Jobs that are not counted, because the caches are cold."""

SUBMISSIONS = 300
LEARNERS = 50
LOAD_LEARNERS = 1000
"""Learners of the load test, who all submit at the same time."""

TIMEOUT_S = 120.0

EXERCISE = "operations/row-means"
CODE = "def row_means(x):\n    return x.mean(dim=1)\n"


class AnswerRecorder:
    """Receives messages of graders, and records when each arrived."""

    def __init__(self) -> None:
        self._waiting: dict[tuple[str, bool], asyncio.Future[tuple[float, GraderMessage]]] = {}

    async def on_answer(self, answer: GraderMessage) -> None:
        """Resolve the future that waits for this message, if any."""
        key = (getattr(answer, "id", ""), isinstance(answer, Started))
        future = self._waiting.pop(key, None)
        if future is not None:
            future.set_result((time.time(), answer))

    def expect(
        self, job_id: str, *, start: bool = False
    ) -> asyncio.Future[tuple[float, GraderMessage]]:
        """Return a future of the answer to a job, or of its start, with the time (Unix seconds)."""
        future = asyncio.get_running_loop().create_future()
        self._waiting[job_id, start] = future
        return future


class QueueClient:
    """A bot's client of the queue on Postgres, with an AnswerRecorder."""

    def __init__(self, url: str) -> None:
        self.recorder = AnswerRecorder()
        self.exercises = {each.id: each.version for each in load().exercises()}
        job_ids = select(jobs.c.queueing_lock.label("id")).where(jobs.c.task_name == JOB_TASK)
        self.queue = PostgresQueue(
            url, exercises=self.exercises, platforms=["local"], open_work=job_ids
        )
        self.queue.on_answer = self.recorder.on_answer
        self.engine = new_engine(url, connections=2)

    async def submit(self, envelope: JobEnvelope) -> float:
        """Submit a job, and return the time of its commit (Unix seconds)."""
        async with self.engine.begin() as connection:
            await self.queue.stage(connection, envelope)
        committed_at = time.time()
        await self.queue.publish(envelope)
        return committed_at

    async def wait_for_graders(self, graders: int) -> None:
        """Wait for that many graders. Raise TimeoutError after TIMEOUT_S."""
        async with asyncio.timeout(TIMEOUT_S):
            while True:
                status = await self.queue.status()
                if sum(each.alive for each in status.graders) == graders:
                    return
                await asyncio.sleep(0.1)


@asynccontextmanager
async def _bot(url: str) -> AsyncIterator[QueueClient]:
    bot = QueueClient(url)
    await bot.queue.start()
    try:
        yield bot
    finally:
        await bot.queue.close()
        await bot.engine.dispose()


@asynccontextmanager
async def _process(*arguments: str, url: str, folder: str) -> AsyncIterator[None]:
    """Run a Python process on that database, and stop it at the end."""
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


async def measure() -> Results:
    """Return latencies in milliseconds, and throughputs in submissions per second."""
    results: Results = {}
    with TemporaryDirectory() as folder, embedded_postgres() as url:
        await (await open_database(url)).close()
        results |= await _measure_postgres(url, folder)
        for graders in (1, 2):
            results[f"postgres_{graders}_graders_per_s"] = await _measure_throughput(
                url, graders, folder
            )
        results |= await load_test.measure(url, folder, LOAD_LEARNERS)
    return results | await _measure_sqlite() | await _measure_local()


async def _measure_sqlite() -> Results:
    """Return the throughput and the cost of the load test on SQLite, on one machine."""
    with TemporaryDirectory() as folder:
        url = f"sqlite+aiosqlite:///{folder}/tensei.db"
        await (await open_database(url)).close()
        measured = await load_test.measure(url, folder, LOAD_LEARNERS)
    return {
        f"sqlite_{name}": measured[name]
        for name in ("whole_way_per_s", "whole_way_core_ms_per_submission")
    }


async def _measure_postgres(url: str, folder: str) -> Results:
    to_grader: list[float] = []
    to_bot: list[float] = []
    grader = _process("-m", "benchmarks.queue_latency", "--answer-at-once", url=url, folder=folder)
    async with _bot(url) as bot, grader:
        await bot.wait_for_graders(1)
        for number in range(WARMUP_JOBS + MEASURED_JOBS):
            envelope = JobEnvelope(Run(id=str(uuid.uuid4()), code=""), str(number), "local")
            end = bot.recorder.expect(envelope.job.id)
            committed_at = await bot.submit(envelope)
            received_at, answer = await asyncio.wait_for(end, TIMEOUT_S)
            assert isinstance(answer, Ran)
            to_grader.append(float(answer.result.stdout) - committed_at)
            to_bot.append(received_at - float(answer.result.stdout))
    return _percentiles("postgres_committed_to_grader", to_grader) | _percentiles(
        "postgres_verdict_to_bot", to_bot
    )


async def _measure_throughput(url: str, graders: int, folder: str) -> float:
    async with AsyncExitStack() as stack:
        bot = await stack.enter_async_context(_bot(url))
        for _ in range(graders):
            grader = _process("-m", "grader", "work", url=url, folder=folder)
            await stack.enter_async_context(grader)
        await bot.wait_for_graders(graders)
        await _grade_all(bot, LEARNERS)
        began = time.perf_counter()
        await _grade_all(bot, SUBMISSIONS)
        return SUBMISSIONS / (time.perf_counter() - began)


async def _grade_all(bot: QueueClient, count: int) -> None:
    """Submit right answers of many learners at once, and wait for all verdicts."""
    ends = []
    for number in range(count):
        job = Grade(id=str(uuid.uuid4()), exercise=EXERCISE, code=CODE)
        ends.append(bot.recorder.expect(job.id))
        learner = str(number % LEARNERS)
        await bot.submit(JobEnvelope(job, learner, "local", bot.exercises[EXERCISE]))
    for _, answer in await asyncio.wait_for(asyncio.gather(*ends), TIMEOUT_S):
        assert isinstance(answer, Graded)
        assert answer.verdict.status is Status.PASSED


async def _measure_local() -> Results:
    to_start: list[float] = []
    os.environ["TENSEI_LOG_LEVEL"] = "WARNING"
    recorder, queue = AnswerRecorder(), LocalQueue()
    queue.on_answer = recorder.on_answer
    await queue.start()
    try:
        for number in range(WARMUP_JOBS + MEASURED_JOBS):
            envelope = JobEnvelope(Run(id=str(uuid.uuid4()), code="1"), str(number), "local")
            start = recorder.expect(envelope.job.id, start=True)
            end = recorder.expect(envelope.job.id)
            committed_at = time.time()
            await queue.publish(envelope)
            started_at, _ = await asyncio.wait_for(start, TIMEOUT_S)
            to_start.append(started_at - committed_at)
            await asyncio.wait_for(end, TIMEOUT_S)
    finally:
        await queue.close()
    return _percentiles("one_machine_committed_to_grader", to_start)


def _percentiles(name: str, seconds: Sequence[float]) -> Results:
    cuts = quantiles(seconds[WARMUP_JOBS:], n=100)
    return {f"{name}_p50_ms": cuts[49] * 1000, f"{name}_p99_ms": cuts[98] * 1000}


async def _run_instant_grader(url: str) -> None:
    """Run a grader that answers each job at once with the current time, until a signal ends it."""

    async def process(job: Job) -> GraderMessage:
        now = RunResult(status=Status.PASSED, stdout=repr(time.time()))
        return Ran(id=job.id, result=now)

    def describe(running: int) -> GraderInfo:
        return GraderInfo(host="here", pid=os.getpid(), at_once=2, running=running)

    await GraderQueue(url, describe, process).run(asyncio.Event())


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benchmark, and return the exit code."""
    return run_command(parser().parse_args(arguments), _run, failure_code=1)


def parser() -> Parser:
    """Return the parser of the options."""
    root = Parser(
        prog="python -m benchmarks.queue_latency",
        description="Measures how long a job takes to a grader and a verdict back to the bot, on\n"
        "one machine and over Postgres, and then 1,000 learners at one bot, over Postgres and on\n"
        "SQLite: its memory, and the processor time of a submission. It takes a few minutes.",
        epilog=epilog(
            examples={"python -m benchmarks.queue_latency --json": "for programs"},
            codes={0: "measured", 1: "not; standard error says why", 2: "wrong usage"},
            read_on='README.md, "How fast"',
        ),
    )
    root.add_argument("--json", action="store_true", help="print the figures as JSON")
    root.add_argument("--answer-at-once", action="store_true", help=argparse.SUPPRESS)
    return root


def _run(options: argparse.Namespace) -> int:
    if options.answer_at_once:
        asyncio.run(_run_instant_grader(os.environ["TENSEI_DATABASE_URL"]))
        return 0
    try:
        with progress("sending jobs", quiet=options.json):
            results = asyncio.run(measure())
    except ModuleNotFoundError as missing:
        raise CommandError(f"{missing.name} is missing; make install-dev installs it") from missing
    if options.json:
        print(json.dumps(results, indent=2))
    else:
        for name, figure in results.items():
            print(f"{name:<44}{figure:10.1f}")
    return 0


if __name__ == "__main__":
    exit_with(main)
