"""`python -m grader work --stdio`: jobs in on standard input, answers out on standard output."""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
from collections.abc import Callable

from grader.jail import Limits
from grader.protocol import Answer, Job, Measure, Ready, Trouble, read_job
from grader.worker import Grader, answers
from lessons.records import Catalog

MAX_LINE_BYTES = 1024 * 1024


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
    opening = asyncio.create_task(
        _work(
            catalog,
            reader,
            first,
            say,
            spares=spares,
            limits=limits,
            unsafe_no_jail=unsafe_no_jail,
        )
    )
    # A bot that is gone before the template stands must not leave us behind.
    await asyncio.wait((first, opening), return_when=asyncio.FIRST_COMPLETED)
    if first.done() and not first.result():
        opening.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await opening


async def _work(
    catalog: Catalog,
    reader: asyncio.StreamReader,
    first: asyncio.Task[bytes],
    say: Callable[[Answer], None],
    *,
    spares: int,
    limits: Limits,
    unsafe_no_jail: bool,
) -> None:
    turn = asyncio.Semaphore(at_once())
    async with Grader.open(
        catalog, spares=spares, limits=limits, unsafe_no_jail=unsafe_no_jail
    ) as grader:
        say(Ready(grader=grader.announcement(at_once())))
        async with asyncio.TaskGroup() as group:
            group.create_task(grader.prepare())
            line = await first
            while line:
                await turn.acquire()
                group.create_task(_one(grader, line, turn, say))
                line = await reader.readline()


async def _one(
    grader: Grader, line: bytes, turn: asyncio.Semaphore, say: Callable[[Answer], None]
) -> None:
    with contextlib.ExitStack() as held:
        held.callback(turn.release)
        try:
            job: Job = read_job(line)
        except ValueError as problem:
            say(Trouble(id="", why=f"not a job: {str(problem)[:200]}"))
            return
        if isinstance(job, Measure):  # another process does it: let a verdict have our turn
            held.close()
        async for answer in answers(grader, job):
            say(answer)


async def _standard_input() -> asyncio.StreamReader:
    reader = asyncio.StreamReader(limit=MAX_LINE_BYTES)
    await asyncio.get_running_loop().connect_read_pipe(
        lambda: asyncio.StreamReaderProtocol(reader), sys.stdin
    )
    return reader


def _standard_output() -> Callable[[Answer], None]:
    """What writes an answer as one line. Anything else that is printed goes to standard error."""
    lines = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)

    def say(answer: Answer) -> None:
        lines.write(answer.model_dump_json() + "\n")
        lines.flush()

    return say
