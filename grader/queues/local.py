"""The queue of one machine: a grader as a child process, spoken to in JSON lines.

The database row is the truth; this queue only remembers what it has sent and not yet had answered.
When the grader dies, it is started again, and what was waiting is sent again. What it was working
on comes back as Trouble, so that the tutor can count attempts before it sends it once more.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import sys
import time
from collections.abc import Awaitable, Callable
from typing import Any

from grader.protocol import (
    Answer,
    Graded,
    Job,
    Measured,
    Ran,
    Ready,
    Started,
    Trouble,
    read_answer,
)
from grader.queues import Errand, GraderSeen, Place, QueueStatus

log = logging.getLogger(__name__)

MAX_LINE_BYTES = 64 * 1024 * 1024
SILENCE_SECONDS = 60.0
"""A job that was started this long ago without an end means that the grader hangs."""

RESTART_PAUSES = (0.0, 0.2, 1.0, 5.0, 15.0)
"""Seconds to wait before the n-th start in a row that never became ready."""

HOPELESS_STARTS = 3
"""After so many starts in a row that never became ready, waiting jobs are told so."""


class LocalQueue:
    """Keeps one grader child alive and hands it jobs.

    `on_answer` is awaited for every answer, one after the other, in the order of arrival.
    """

    def __init__(self, *, command: tuple[str, ...] | None = None) -> None:
        self._command = command or (sys.executable, "-m", "grader", "work", "--stdio")
        self._waiting: dict[str, Job] = {}  # sent or to be sent, not started
        self._running: dict[str, float] = {}  # started at (monotonic seconds)
        self._child: asyncio.subprocess.Process | None = None
        self._keeper: asyncio.Task[None] | None = None
        self._watch: asyncio.Task[None] | None = None
        self._closing = False
        self.ready: Ready | None = None
        self._heard_at = time.monotonic()
        self.on_answer: Callable[[Answer], Awaitable[None]] | None = None

    async def start(self) -> None:
        """Starts the grader beside us; returns at once, jobs wait until it is warm."""
        self._keeper = asyncio.create_task(self._keep_alive())
        self._watch = asyncio.create_task(self._end_when_silent())

    async def stage(self, connection: Any, errand: Errand) -> None:
        """Nothing to do inside the transaction: the submission's row is all there is."""

    async def committed(self, errand: Errand) -> None:
        """Sends the job, once its row is safe. A job that is already here is not sent twice."""
        job = errand.job
        if job.id in self._waiting or job.id in self._running:
            return
        self._waiting[job.id] = job
        await self._send(job)

    async def place(self, job_id: str) -> Place | None:
        """How many jobs come before this one (0: its turn, or running); None when unknown."""
        if job_id in self._running:
            return Place(ahead=0)
        if job_id not in self._waiting:
            return None
        return Place(ahead=len(self._running) + list(self._waiting).index(job_id))

    async def status(self) -> QueueStatus:
        """The one grader, and the jobs that it has or waits for."""
        graders: tuple[GraderSeen, ...] = ()
        if self.ready is not None:
            graders = (GraderSeen(self.ready.grader, self._quiet_s(), alive=self.pid is not None),)
        return QueueStatus(graders, len(self._waiting), len(self._running), None)

    @property
    def pid(self) -> int | None:
        """The grader's process id while it lives."""
        return self._child.pid if self._child and self._child.returncode is None else None

    def _quiet_s(self) -> float:
        return time.monotonic() - self._heard_at

    async def close(self) -> None:
        """Ends the grader: by closing its input, then by signal if it does not listen."""
        self._closing = True
        for task in (self._watch, self._keeper):
            if task:
                task.cancel()
                with contextlib.suppress(asyncio.CancelledError):
                    await task
        child = self._child
        if child is None or child.returncode is not None:
            return
        if child.stdin:
            child.stdin.close()
        for end in (child.terminate, child.kill):
            try:
                await asyncio.wait_for(child.wait(), timeout=3)
                return
            except TimeoutError:
                end()
        await child.wait()

    async def _keep_alive(self) -> None:
        failures = 0
        while not self._closing:
            await asyncio.sleep(RESTART_PAUSES[min(failures, len(RESTART_PAUSES) - 1)])
            became_ready = await self._one_life()
            failures = 0 if became_ready else failures + 1
            if failures >= HOPELESS_STARTS:
                log.error("no grader comes up here; `python -m grader doctor` says what is missing")
                await self._give_back(self._waiting, "the grader does not start")

    async def _one_life(self) -> bool:
        """One grader from its start to its end; says whether it ever became ready."""
        self.ready = None
        self._child = child = await asyncio.create_subprocess_exec(
            *self._command,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            limit=MAX_LINE_BYTES,
            start_new_session=True,  # Ctrl-C on the terminal is for the bot, which ends us in order
        )
        log.info("grader started, pid %s", child.pid)
        for job in tuple(self._waiting.values()):
            await self._send(job)
        assert child.stdout is not None
        try:
            while line := await child.stdout.readline():
                await self._take(line)
        except ValueError:
            log.exception("the grader sent a line longer than %s bytes", MAX_LINE_BYTES)
            child.kill()
        code = await child.wait()
        log.warning("grader ended with code %s", code)
        became_ready = self.ready is not None
        self.ready = None
        await self._give_back(self._running, f"the grader ended with code {code}")
        return became_ready

    async def _give_back(self, jobs: dict[str, Any], why: str) -> None:
        """Takes jobs out and says that they were not done, so that the tutor can decide."""
        given_back = tuple(jobs)
        jobs.clear()
        for job_id in given_back:
            await self._tell(Trouble(id=job_id, why=why))

    async def _take(self, line: bytes) -> None:
        try:
            answer = read_answer(line)
        except ValueError:
            log.error("not an answer of a grader: %r", line[:200])
            return
        if isinstance(answer, Ready):
            self.ready = answer
            self._heard_at = time.monotonic()
            log.info(
                "grader ready: walls %s, devices %s", answer.grader.walls, answer.grader.devices
            )
        elif isinstance(answer, Started):
            if self._waiting.pop(answer.id, None) is not None:
                self._running[answer.id] = time.monotonic()
        elif isinstance(answer, Graded | Ran | Measured | Trouble):
            self._waiting.pop(answer.id, None)
            self._running.pop(answer.id, None)
        await self._tell(answer)

    async def _tell(self, answer: Answer) -> None:
        if self.on_answer is None:
            return
        try:
            await self.on_answer(answer)
        except Exception:  # one answer that cannot be stored must not end the queue
            log.exception("could not take in an answer of type %s", answer.type)

    async def _send(self, job: Job) -> None:
        child = self._child
        if child is None or child.returncode is not None or child.stdin is None:
            return  # it is sent when the next grader starts
        with contextlib.suppress(ConnectionError, RuntimeError):
            child.stdin.write(job.model_dump_json().encode() + b"\n")
            await child.stdin.drain()

    async def _end_when_silent(self) -> None:
        while True:
            await asyncio.sleep(1)
            now = time.monotonic()
            hangs = any(now - since > SILENCE_SECONDS for since in self._running.values())
            if hangs and self._child and self._child.returncode is None:
                log.error("the grader has been silent for %s s: replacing it", SILENCE_SECONDS)
                self._child.kill()
