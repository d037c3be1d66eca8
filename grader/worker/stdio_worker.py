"""`python -m grader work --stdio`: reads jobs from stdin, and writes messages to stdout."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import sys
from collections.abc import Callable

from common.operations.watchdog import GRADER_LIMITS, Watchdog
from grader.jail import Limits
from grader.protocol import (
    RELOAD_LESSONS,
    GraderMessage,
    Heartbeat,
    Job,
    JobFailed,
    Measure,
    parse_job,
)
from grader.worker.gpu import GpuSettings
from grader.worker.grader import Grader
from grader.worker.job_processor import process_job
from lessons.curriculum import Catalog
from lessons.diagnostics import CatalogError

log = logging.getLogger(__name__)

MAX_LINE_BYTES = 1024 * 1024

HEARTBEAT_SECONDS = 2.0
"""Interval of the heartbeat, in seconds."""

Send = Callable[[GraderMessage], None]


def default_concurrency() -> int:
    """Return how many jobs a grader processes concurrently: one per core."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


async def work(
    catalog: Catalog,
    *,
    spares: int,
    limits: Limits,
    gpu: GpuSettings,
    unsafe_no_jail: bool = False,
    reload: Callable[[], Catalog] | None = None,
) -> None:
    """Work until stdin ends, and then finish the running jobs.

    `reload` returns the lessons as they are now, or raises CatalogError.

    Raise JailError if no jail can be opened here.
    """
    reader = await _open_stdin()
    send = _open_stdout()
    first = asyncio.create_task(reader.readline())

    async def open_and_serve() -> None:
        async with Grader.open(
            catalog, spares=spares, limits=limits, unsafe_no_jail=unsafe_no_jail, gpu=gpu
        ) as grader:
            await StdioWorker(grader, send, reload).serve(reader, first)

    opening = asyncio.create_task(open_and_serve())
    # If the bot ends while the jail is still being opened, end too.
    await asyncio.wait((first, opening), return_when=asyncio.FIRST_COMPLETED)
    if first.done() and not first.result():
        opening.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await opening


class StdioWorker:
    """Reads jobs line by line, and processes several of them concurrently."""

    def __init__(
        self, grader: Grader, send: Send, reload: Callable[[], Catalog] | None = None
    ) -> None:
        self._grader = grader
        self._reload = reload
        self._send = send
        self._concurrency = default_concurrency()
        self._slots = asyncio.Semaphore(self._concurrency)
        self._running = 0

    async def serve(self, reader: asyncio.StreamReader, first: asyncio.Task[bytes]) -> None:
        """Work until `reader` ends, and then finish the running jobs. `first` reads one line."""
        self._send_heartbeat()
        heartbeat = asyncio.create_task(self._heartbeat_loop())
        watchdog = Watchdog(GRADER_LIMITS)
        watchdog.start()
        try:
            async with asyncio.TaskGroup() as group:
                preparing = group.create_task(self._grader.prepare())
                line = await first
                while line:
                    if line == RELOAD_LESSONS:
                        if await self._load_lessons():
                            preparing.cancel()
                            preparing = group.create_task(self._grader.prepare())
                    else:
                        await self._slots.acquire()
                        group.create_task(self._process_line(line, self._grader))
                    line = await reader.readline()
                preparing.cancel()  # no further submission needs the exams
        finally:
            heartbeat.cancel()
            watchdog.stop()

    async def _heartbeat_loop(self) -> None:
        while True:
            await asyncio.sleep(HEARTBEAT_SECONDS)
            self._send_heartbeat()

    def _send_heartbeat(self) -> None:
        self._send(Heartbeat(grader=self._grader.info(self._concurrency, self._running)))

    async def _load_lessons(self) -> bool:
        """Use the lessons as they are now for all later jobs. Return whether that was possible."""
        if self._reload is None:
            return False
        try:
            catalog = await asyncio.to_thread(self._reload)
        except (CatalogError, OSError) as error:
            log.error("the lessons were not reloaded; those from before stay: %s", error)
            return False
        self._grader = self._grader.with_catalog(catalog)
        self._send_heartbeat()
        return True

    async def _process_line(self, line: bytes, grader: Grader) -> None:
        with contextlib.ExitStack() as stack:
            stack.callback(self._slots.release)
            try:
                job: Job = parse_job(line)
            except ValueError as problem:
                self._send(JobFailed(id="", why=f"not a job: {str(problem)[:200]}"))
                return
            if isinstance(job, Measure):  # runs in a process of its own, so it needs no slot
                stack.close()
            else:
                self._running += 1
                stack.callback(self._on_job_ended)
            async for message in process_job(grader, job):
                self._send(message)

    def _on_job_ended(self) -> None:
        self._running -= 1


async def _open_stdin() -> asyncio.StreamReader:
    reader = asyncio.StreamReader(limit=MAX_LINE_BYTES)
    await asyncio.get_running_loop().connect_read_pipe(
        lambda: asyncio.StreamReaderProtocol(reader), sys.stdin
    )
    return reader


def _open_stdout() -> Send:
    """Return a function that writes a message as one line to stdout.

    Descriptor 1 is redirected to stderr, so that nothing else that is printed mixes with messages.
    """
    lines = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)

    def send(message: GraderMessage) -> None:
        try:
            lines.write(message.model_dump_json() + "\n")
            lines.flush()
        except BrokenPipeError:  # the bot has ended: discard the remaining messages
            os.dup2(os.open(os.devnull, os.O_WRONLY), lines.fileno())

    return send
