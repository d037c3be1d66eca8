"""The queue of one machine: a grader as a child process, spoken to in JSON lines.

The database row is the truth; this queue only remembers what has not been answered yet. Jobs stay
here until the grader has room for them, so that learners can take turns. When the grader dies, it
is started again. What it had not begun is handed to the next one; what it was working on comes
back as Trouble that says what the job has to do with it, so that the tutor can count before it
sends it once more. A job that may be what a grader died of is handed over with nothing beside it.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import sys
import time
from collections import deque
from collections.abc import Awaitable, Callable
from statistics import fmean
from typing import Any

from common.backoff import Backoff
from grader.protocol import (
    Graded,
    GraderMessage,
    Heartbeat,
    JobFailed,
    Measure,
    Measured,
    Ran,
    Started,
    read_answer,
)
from grader.queues import GraderStatus, JobEnvelope, QueuePosition, QueueStatus
from grader.queues.blame import InHand, blamed
from grader.queues.fair_queue import Lines, Waiting

log = logging.getLogger(__name__)

MAX_LINE_BYTES = 64 * 1024 * 1024
SILENCE_SECONDS = 60.0
"""A job that was started this long ago without an end means that the grader hangs."""

QUIET_SECONDS = 8.0
"""A grader that has missed its word of being there for so long is replaced."""

WARMING_SECONDS = 120.0
"""The same for one that was never ready."""

RESTART_BACKOFF = Backoff((0.2, 1.0, 5.0, 15.0, 60.0))
"""Before the next start after starts that never became ready."""

HOPELESS_STARTS = 3
"""After so many starts in a row that ended by themselves, waiting jobs are told so."""

PREFETCH = 1
"""Jobs that the grader holds beyond those it works on, so that it is never idle for a word."""

RECENT = 50
"""Jobs whose times say how long one takes."""


class LocalQueue:
    """Keeps one grader child alive and hands it jobs, one at a time of each learner.

    `on_answer` is awaited for every answer, one after the other, in the order of arrival.
    """

    def __init__(self, *, command: tuple[str, ...] | None = None) -> None:
        self._command = command or (sys.executable, "-m", "grader", "work", "--stdio")
        self._lines = Lines()
        self._handed: dict[str, Waiting] = {}  # to the grader, not begun
        self._running: dict[str, tuple[JobEnvelope, float]] = {}  # begun at (monotonic seconds)
        self._took: deque[float] = deque(maxlen=RECENT)  # seconds
        self._child: asyncio.subprocess.Process | None = None
        self._keeper: asyncio.Task[None] | None = None
        self._watch: asyncio.Task[None] | None = None
        self._closing = self._finishing = False
        self._answer_taken_in = asyncio.Event()
        self.ready: Heartbeat | None = None
        self._heard_at = time.monotonic()
        self._listening = True  # not at an answer just now
        self._hung: tuple[str, ...] = ()  # ids of jobs for which the grader is being ended
        self._unprocessed: list[GraderMessage] = []  # ends that could not be taken in
        self.on_answer: Callable[[GraderMessage], Awaitable[None]] | None = None

    async def start(self) -> None:
        """Starts the grader beside us; returns at once, jobs wait until it is warm."""
        self._keeper = asyncio.create_task(self._keep_alive())
        self._watch = asyncio.create_task(self._end_when_silent())

    async def stage(self, connection: Any, errand: JobEnvelope) -> None:
        """Nothing to do inside the transaction: the submission's row is all there is."""

    async def committed(self, errand: JobEnvelope) -> None:
        """Takes the job, once its row is safe. A job that is already here is not taken twice."""
        id = errand.job.id
        if id in self._lines or id in self._handed or id in self._running:
            return
        self._lines.join(Waiting(errand, time.monotonic()))
        self._hand_over()

    async def place(self, job_id: str) -> QueuePosition | None:
        """Jobs before this one in the order as it is now, those at work among them."""
        if job_id in self._running:
            return QueuePosition(0, 0.0)
        at_work = len(self._running)
        if job_id in self._handed:
            ahead = at_work + list(self._handed).index(job_id)
            return QueuePosition(0, 0.0) if ahead < self._at_once() else self._wait(ahead, own=0)
        before = self._lines.position(job_id)
        if before is None:
            return None
        return self._wait(before.in_all + at_work + len(self._handed), own=before.of_learner)

    async def status(self) -> QueueStatus:
        """The one grader, and the jobs that it has or waits for."""
        now = time.monotonic()
        graders: tuple[GraderStatus, ...] = ()
        if self.ready is not None:
            seen = now - self._heard_at
            graders = (GraderStatus(self.ready.grader, seen, alive=seen < QUIET_SECONDS),)
        oldest = min((each.since for each in self._handed.values()), default=now)
        oldest = min(oldest, self._lines.oldest() or now)
        waiting = len(self._lines) + len(self._handed)
        return QueueStatus(graders, waiting, len(self._running), now - oldest if waiting else None)

    @property
    def pid(self) -> int | None:
        """The grader's process id while it lives."""
        return self._child.pid if self._child and self._child.returncode is None else None

    async def finish(self) -> None:
        """Hands nothing more over, and waits until all that the grader has is answered.

        What still stands in line has its row in the database, and is sent after the next start.
        """
        self._finishing = True
        while self._handed or self._running or not self._listening:
            self._answer_taken_in.clear()
            await self._answer_taken_in.wait()

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

    def _at_once(self) -> int:
        return self.ready.grader.at_once if self.ready else 1

    def _wait(self, ahead: int, *, own: int) -> QueuePosition:
        """Jobs are done `at_once` together, but those of one learner one after the other."""
        if not ahead:
            return QueuePosition(0, 0.0 if self.ready else None)
        if self.ready is None or not self._took:
            return QueuePosition(ahead)
        return QueuePosition(ahead, fmean(self._took) * max(ahead / self._at_once(), own))

    def _hand_over(self) -> None:
        """Gives the grader as many of the waiting jobs as it has room for."""
        child = self._child
        if self.ready is None or child is None or child.stdin is None:
            return  # done when the next grader is ready
        if self._finishing or self._closing:
            return
        at_work = [*self._handed.values(), *self._running_errands()]
        if any(each.errand.alone for each in at_work):
            return  # nothing runs beside that one
        room = self._at_once() + PREFETCH - sum(_takes_room(each.errand) for each in at_work)
        busy = {each.errand.learner for each in at_work}
        while room > 0 and (waiting := self._lines.take(busy)) is not None:
            errand = waiting.errand
            if errand.alone and any(_takes_room(each.errand) for each in at_work):
                self._lines.return_to_front(waiting)  # the next, as soon as these are done
                return
            self._handed[errand.job.id] = waiting
            at_work.append(waiting)
            # Never waited for: what a grader holds is bounded by its room.
            child.stdin.write(errand.job.model_dump_json().encode() + b"\n")
            busy.add(errand.learner)
            room = 0 if errand.alone else room - _takes_room(errand)

    def _running_errands(self) -> tuple[Waiting, ...]:
        return tuple(Waiting(errand, since) for errand, since in self._running.values())

    async def _keep_alive(self) -> None:
        failures = hopeless = 0
        while not self._closing:
            if failures:
                await asyncio.sleep(RESTART_BACKOFF.delay_s(failures))
            became_ready, code = await self._run_child()
            failures = 0 if became_ready else failures + 1
            # One that was killed from outside says nothing about the next.
            hopeless = 0 if became_ready else hopeless + (code >= 0)
            if hopeless == HOPELESS_STARTS:  # said once, and tried on: the machine may be mended
                log.error("no grader comes up here; `python -m grader doctor` says what is missing")
            if hopeless >= HOPELESS_STARTS:
                for id in self._lines.clear():
                    await self._tell(JobFailed(id=id, why="the grader does not start"))

    async def _run_child(self) -> tuple[bool, int]:
        """One grader from start to end: whether it ever became ready, and its exit code."""
        self._child = child = await asyncio.create_subprocess_exec(
            *self._command,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            limit=MAX_LINE_BYTES,
            start_new_session=True,  # Ctrl-C on the terminal is for the bot, which ends us in order
        )
        self._heard_at = time.monotonic()
        log.info("grader started, pid %s", child.pid)
        assert child.stdout is not None
        try:
            while line := await child.stdout.readline():
                self._listening = False
                await self._take(line)
                self._heard_at, self._listening = time.monotonic(), True
                self._answer_taken_in.set()
        except ValueError:
            log.exception("the grader sent a line longer than %s bytes", MAX_LINE_BYTES)
            child.kill()
        code = await child.wait()
        log.warning("grader ended with code %s", code)
        became_ready = self.ready is not None
        self.ready = None
        for waiting in reversed(self._handed.values()):
            self._lines.return_to_front(waiting)
        self._handed.clear()
        interrupted = [
            InHand(id, is_measurement=isinstance(errand.job, Measure))
            for id, (errand, _) in self._running.items()
        ]
        self._running.clear()
        why = f"the grader ended with code {code}"
        for id, blame in blamed(interrupted, self._hung).items():
            await self._tell(JobFailed(id=id, why=why, blame=blame))
        self._hung = ()
        self._answer_taken_in.set()
        return became_ready, code

    async def _take(self, line: bytes) -> None:
        try:
            answer = read_answer(line)
        except ValueError:
            log.error("not an answer of a grader: %r", line[:200])
            return
        if isinstance(answer, Heartbeat):
            self._is_ready(answer)
            await self._tell_again()
        elif isinstance(answer, Started):
            waiting = self._handed.pop(answer.id, None)
            if waiting is not None:
                self._running[answer.id] = (waiting.errand, time.monotonic())
        elif isinstance(answer, Graded | Ran | Measured | JobFailed):
            self._has_ended(answer.id)
        self._hand_over()  # before the answer is taken in, which takes longer
        await self._tell(answer)

    def _is_ready(self, answer: Heartbeat) -> None:
        if self.ready is None:
            log.info(
                "grader ready: walls %s, devices %s", answer.grader.walls, answer.grader.devices
            )
        self.ready = answer

    def _has_ended(self, job_id: str) -> None:
        self._lines.remove(job_id)
        self._handed.pop(job_id, None)
        errand, since = self._running.pop(job_id, (None, 0.0))
        if errand is not None and _takes_room(errand):
            self._took.append(time.monotonic() - since)

    async def _tell(self, answer: GraderMessage) -> None:
        if self.on_answer is None:
            return
        try:
            await self.on_answer(answer)
        except Exception:  # one answer that cannot be stored must not end the queue
            log.exception("could not take in an answer of type %s", answer.type)
            if not isinstance(answer, Heartbeat | Started):
                self._unprocessed.append(answer)

    async def _tell_again(self) -> None:
        """What could not be stored, say because the disk was full: its job is not known here."""
        untold, self._unprocessed = self._unprocessed, []
        for answer in untold:
            await self._tell(answer)

    async def _end_when_silent(self) -> None:
        while True:
            before = time.monotonic()
            await asyncio.sleep(1)
            if time.monotonic() - before > 3:  # it was us who slept: first hear what was said
                self._heard_at = time.monotonic()
                continue
            hangs = self._hangs(time.monotonic())
            if hangs and self._child and self._child.returncode is None:
                log.error("the grader %s: replacing it", hangs)
                self._child.kill()

    def _hangs(self, now: float) -> str:
        """In which way the grader hangs; empty where it does not."""
        self._hung = tuple(
            id for id, (_, since) in self._running.items() if now - since > SILENCE_SECONDS
        )
        if self._hung:
            return f"has been at one job for {SILENCE_SECONDS:.0f} s"
        patience = QUIET_SECONDS if self.ready else WARMING_SECONDS
        if self._listening and now - self._heard_at > patience:
            return f"has said nothing for {patience:.0f} s"
        return ""


def _takes_room(errand: JobEnvelope) -> bool:
    """A measurement is done by a process of its own, beside the others."""
    return not isinstance(errand.job, Measure)
