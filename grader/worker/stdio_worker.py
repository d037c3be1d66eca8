"""`python -m grader work --stdio`: jobs in on standard input, answers out on standard output."""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
from collections.abc import Callable

from common.operations.watchdog import GRADER_LIMITS, Watchdog
from grader.jail import Limits
from grader.protocol import GraderMessage, Heartbeat, Job, JobFailed, Measure, read_job
from grader.worker.grader import Grader, process_job
from lessons.curriculum import Catalog

MAX_LINE_BYTES = 1024 * 1024

HEARTBEAT_SECONDS = 2.0
"""Whoever listens hears so often how the grader stands, and that it does."""

Say = Callable[[GraderMessage], None]


def at_once() -> int:
    """How many jobs are worked on together: one a core."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


async def work(
    catalog: Catalog, *, spares: int, limits: Limits, unsafe_no_jail: bool = False
) -> None:
    """Works until standard input ends, then finishes what is running."""
    reader = await _standard_input()
    say = _standard_output()
    first = asyncio.create_task(reader.readline())

    async def open_and_serve() -> None:
        async with Grader.open(
            catalog, spares=spares, limits=limits, unsafe_no_jail=unsafe_no_jail
        ) as grader:
            await StdioWorker(grader, say).serve(reader, first)

    opening = asyncio.create_task(open_and_serve())
    # A bot that is gone before the template stands must not leave us behind.
    await asyncio.wait((first, opening), return_when=asyncio.FIRST_COMPLETED)
    if first.done() and not first.result():
        opening.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await opening


class StdioWorker:
    """Takes jobs line by line, and works on so many of them together."""

    def __init__(self, grader: Grader, say: Say) -> None:
        self._grader = grader
        self._say = say
        self._at_once = at_once()
        self._turns = asyncio.Semaphore(self._at_once)
        self._running = 0

    async def serve(self, reader: asyncio.StreamReader, first: asyncio.Task[bytes]) -> None:
        self._say_how_it_stands()
        heart = asyncio.create_task(self._beat())
        watchdog = Watchdog(GRADER_LIMITS)
        watchdog.start()
        try:
            async with asyncio.TaskGroup() as group:
                preparing = group.create_task(self._grader.prepare())
                line = await first
                while line:
                    await self._turns.acquire()
                    group.create_task(self._one(line))
                    line = await reader.readline()
                preparing.cancel()  # for whom?
        finally:
            heart.cancel()
            watchdog.stop()

    async def _beat(self) -> None:
        while True:
            await asyncio.sleep(HEARTBEAT_SECONDS)
            self._say_how_it_stands()

    def _say_how_it_stands(self) -> None:
        self._say(Heartbeat(grader=self._grader.announcement(self._at_once, self._running)))

    async def _one(self, line: bytes) -> None:
        with contextlib.ExitStack() as held:
            held.callback(self._turns.release)
            try:
                job: Job = read_job(line)
            except ValueError as problem:
                self._say(JobFailed(id="", why=f"not a job: {str(problem)[:200]}"))
                return
            if isinstance(job, Measure):  # another process does it: let a verdict have our turn
                held.close()
            else:
                self._running += 1
                held.callback(self._has_ended)
            async for answer in process_job(self._grader, job):
                self._say(answer)

    def _has_ended(self) -> None:
        self._running -= 1


async def _standard_input() -> asyncio.StreamReader:
    reader = asyncio.StreamReader(limit=MAX_LINE_BYTES)
    await asyncio.get_running_loop().connect_read_pipe(
        lambda: asyncio.StreamReaderProtocol(reader), sys.stdin
    )
    return reader


def _standard_output() -> Say:
    """What writes an answer as one line. Anything else that is printed goes to standard error."""
    lines = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)

    def say(answer: GraderMessage) -> None:
        try:
            lines.write(answer.model_dump_json() + "\n")
            lines.flush()
        except BrokenPipeError:  # the bot is gone, and with it our input: nobody wants the rest
            os.dup2(os.open(os.devnull, os.O_WRONLY), lines.fileno())

    return say
