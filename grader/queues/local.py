"""The queue of one machine: one grader as a child process, connected by JSON lines.

The database rows are the source of truth; this queue only holds the jobs without an answer. A job
stays here until the grader has a free slot, so that learners are served in turn. A grader that dies
is started again. Jobs that it had not begun go to the new one. For each job that it was processing
the bot receives JobFailed with the job's share in the death, counts the attempt, and sends the job
again. A job that may have made a grader die is sent alone.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import sys
import time
from collections import deque
from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import partial
from statistics import fmean
from typing import Any

from common.backoff import Backoff
from grader.protocol import (
    RELOAD_LESSONS,
    Graded,
    GraderMessage,
    Heartbeat,
    JobFailed,
    Measure,
    Measured,
    Ran,
    Started,
    parse_grader_message,
)
from grader.queues import GraderStatus, JobEnvelope, QueuePosition, QueueStatus
from grader.queues.blame import InterruptedJob, assign_blame
from grader.queues.devices import has_gpu
from grader.queues.fair_queue import FairQueue, QueuedJob
from grader.queues.ordered_tasks import OrderedTasks

log = logging.getLogger(__name__)

MAX_LINE_BYTES = 64 * 1024 * 1024
JOB_TIMEOUT_SECONDS = 60.0
"""A grader that has not finished a job after this time hangs, and is killed."""

HEARTBEAT_TIMEOUT_SECONDS = 8.0
"""A grader that sends nothing for this long is not shown as alive."""

SILENCE_TIMEOUT_SECONDS = 30.0
"""A grader that sends nothing for this long hangs, and is killed.

On a machine with too much work a grader may get no CPU time for many seconds. Replacing it then
would add work, and cost the jobs that it has an attempt.
"""

STARTUP_TIMEOUT_SECONDS = 120.0
"""The same for a grader that has not sent its first heartbeat."""

RESTART_BACKOFF = Backoff((0.2, 1.0, 5.0, 15.0, 60.0))
"""Seconds before the n-th start in a row that did not lead to a heartbeat."""

MAX_FAILED_STARTS = 3
"""After this many starts in a row in which the grader exited by itself, waiting jobs fail."""

PREFETCH = 1
"""Jobs sent to the grader beyond its slots, so that a free slot never waits for the next job."""

MOST_HANDLED = 32
"""Messages that are handled at a time: those of one moment share their transactions."""

RECENT_JOBS = 50
"""Number of jobs whose durations give the estimated wait."""


class LocalQueue:
    """Keeps one grader process alive and sends it jobs, one at a time for each learner.

    `on_answer` is awaited for every message of the grader: those about one learner's jobs in the
    order of their arrival, those about several learners' at the same time.
    """

    def __init__(self, *, command: tuple[str, ...] | None = None) -> None:
        self._command = command or (sys.executable, "-m", "grader", "work", "--stdio")
        self._waiting = FairQueue()
        self._prefetched: dict[str, QueuedJob] = {}  # sent to the grader, not started
        self._running: dict[str, tuple[JobEnvelope, float]] = {}  # with start (monotonic seconds)
        self._durations: deque[float] = deque(maxlen=RECENT_JOBS)  # seconds
        self._child: asyncio.subprocess.Process | None = None
        self._supervisor: asyncio.Task[None] | None = None
        self._watchdog: asyncio.Task[None] | None = None
        self._closing = self._finishing = False
        self._message_handled = asyncio.Event()
        self.ready: Heartbeat | None = None  # the latest; None while no grader is ready
        self._last_message_at = time.monotonic()
        self._is_reading = True  # False while a message is being handled
        self._hung_jobs: tuple[str, ...] = ()  # ids of jobs because of which the grader is killed
        self._unprocessed: list[GraderMessage] = []  # answers whose handler raised
        self._handling = OrderedTasks(MOST_HANDLED)
        self.on_answer: Callable[[GraderMessage], Awaitable[None]] | None = None

    async def start(self) -> None:
        """Start the grader, and return at once: jobs wait until it is ready."""
        self._supervisor = asyncio.create_task(self._supervise())
        self._watchdog = asyncio.create_task(self._watchdog_loop())

    async def stage(self, connection: Any, *envelopes: JobEnvelope) -> None:
        """Do nothing: the row that the transaction writes is enough to recover the job."""

    async def publish(self, envelope: JobEnvelope) -> None:
        """Add a job whose row has been committed, unless it is here already."""
        id = envelope.job.id
        if id in self._waiting or id in self._prefetched or id in self._running:
            return
        self._waiting.push(QueuedJob(envelope, time.monotonic()))
        self._send_jobs()

    async def position(self, job_id: str) -> QueuePosition | None:
        """Return the jobs before this one in the current order, running ones included."""
        if job_id in self._running:
            return QueuePosition(0, 0.0)
        running = len(self._running)
        if job_id in self._prefetched:
            ahead = running + list(self._prefetched).index(job_id)
            return QueuePosition(0, 0.0) if ahead < self._slots() else self._estimate(ahead, own=0)
        waiting = self._waiting.position(job_id)
        if waiting is None:
            return None
        ahead = waiting.total + running + len(self._prefetched)
        return self._estimate(ahead, own=waiting.of_learner)

    async def status(self) -> QueueStatus:
        """Return the state of the grader and of the jobs that have no answer."""
        now = time.monotonic()
        graders: tuple[GraderStatus, ...] = ()
        if self.ready is not None:
            silent_s = now - self._last_message_at
            is_alive = silent_s < HEARTBEAT_TIMEOUT_SECONDS
            graders = (GraderStatus(self.ready.grader, silent_s, alive=is_alive),)
        oldest = min((each.since for each in self._prefetched.values()), default=now)
        oldest = min(oldest, self._waiting.oldest() or now)
        waiting = len(self._waiting) + len(self._prefetched)
        return QueueStatus(graders, waiting, len(self._running), now - oldest if waiting else None)

    def use_exercises(self, exercises: Mapping[str, str]) -> None:
        """Make the grader load its lessons again; `exercises` are the new ones, id to version.

        Jobs that it has are judged with the lessons from before, all later ones with the new ones.
        """
        child = self._child
        if child is not None and child.returncode is None and child.stdin is not None:
            child.stdin.write(RELOAD_LESSONS)

    @property
    def pid(self) -> int | None:
        """The grader's process id; None while there is no process."""
        return self._child.pid if self._child and self._child.returncode is None else None

    async def finish(self) -> None:
        """Send no more jobs, and wait for the answers to those that the grader has.

        Jobs that still wait are recovered from their rows after the next start.
        """
        self._finishing = True
        while self._prefetched or self._running or not self._is_reading:
            self._message_handled.clear()
            await self._message_handled.wait()
        await self._handling.finish()

    async def close(self) -> None:
        """Stop the grader: close its stdin, then send SIGTERM and SIGKILL, 3 s after each other."""
        self._closing = True
        for task in (self._watchdog, self._supervisor):
            if task:
                task.cancel()
                with contextlib.suppress(asyncio.CancelledError):
                    await task
        await self._handling.cancel()
        child = self._child
        if child is None or child.returncode is not None:
            return
        if child.stdin:
            child.stdin.close()
        for send_signal in (child.terminate, child.kill):
            try:
                await asyncio.wait_for(child.wait(), timeout=3)
                return
            except TimeoutError:
                send_signal()
        await child.wait()

    def _slots(self) -> int:
        return self.ready.grader.at_once if self.ready else 1

    def _estimate(self, ahead: int, *, own: int) -> QueuePosition:
        """Return a position with its estimated wait.

        The grader processes jobs of several learners concurrently, but the `own` earlier jobs of
        the same learner one after the other.
        """
        if not ahead:
            return QueuePosition(0, 0.0 if self.ready else None)
        if self.ready is None or not self._durations:
            return QueuePosition(ahead)
        return QueuePosition(ahead, fmean(self._durations) * max(ahead / self._slots(), own))

    def _send_jobs(self) -> None:
        """Send waiting jobs to the grader, up to its slots and PREFETCH."""
        child = self._child
        if self.ready is None or child is None or child.stdin is None:
            return  # called again when a grader is ready
        if self._finishing or self._closing:
            return
        sent = [*self._prefetched.values(), *self._running_jobs()]
        if any(each.envelope.alone for each in sent):
            return
        free = self._slots() + PREFETCH - sum(_takes_slot(each.envelope) for each in sent)
        busy = {each.envelope.learner for each in sent}

        def fits(envelope: JobEnvelope) -> bool:
            return self._fits_gpu(envelope, [each.envelope for each in sent])

        while free > 0 and (queued := self._waiting.pop(busy, fits)) is not None:
            envelope = queued.envelope
            if envelope.alone and any(_takes_slot(each.envelope) for each in sent):
                self._waiting.push_front(queued)  # sent as soon as the others are done
                return
            self._prefetched[envelope.job.id] = queued
            sent.append(queued)
            # No drain: the number of jobs in the pipe is bounded.
            child.stdin.write(envelope.job.model_dump_json().encode() + b"\n")
            busy.add(envelope.learner)
            free = 0 if envelope.alone else free - _takes_slot(envelope)

    def _fits_gpu(self, envelope: JobEnvelope, sent: Sequence[JobEnvelope]) -> bool:
        """Return whether the grader's GPU, if the job is for one, can take it beside `sent`.

        Without a GPU, a job that needs one waits, and one that prefers one runs on the CPU.
        """
        if self.ready is None or not (envelope.gpu or envelope.needs_gpu):
            return True
        grader = self.ready.grader
        if not has_gpu(grader.devices):
            return not envelope.needs_gpu
        using = sum(_takes_slot(each) and (each.gpu or each.needs_gpu) for each in sent)
        is_full = grader.gpu_at_once and using >= grader.gpu_at_once
        return not is_full or not _takes_slot(envelope)

    def _running_jobs(self) -> tuple[QueuedJob, ...]:
        return tuple(QueuedJob(envelope, since) for envelope, since in self._running.values())

    async def _supervise(self) -> None:
        """Start the grader again whenever it exits, with RESTART_BACKOFF between failed starts."""
        failures = exits = 0
        while not self._closing:
            if failures:
                await asyncio.sleep(RESTART_BACKOFF.delay_s(failures))
            became_ready, code = await self._run_child()
            failures = 0 if became_ready else failures + 1
            # A death by signal (a negative code) does not predict that the next start fails.
            exits = 0 if became_ready else exits + (code >= 0)
            if exits == MAX_FAILED_STARTS:  # log once, and retry: the machine may be repaired
                log.error("no grader starts here; `python -m grader doctor` says what is missing")
            if exits >= MAX_FAILED_STARTS:
                for id in self._waiting.clear():
                    await self._notify(JobFailed(id=id, why="the grader does not start"))

    async def _run_child(self) -> tuple[bool, int]:
        """Run one grader process until it exits. Return whether it became ready, and its code."""
        self._child = child = await asyncio.create_subprocess_exec(
            *self._command,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            limit=MAX_LINE_BYTES,
            start_new_session=True,  # Ctrl-C in the terminal is for the bot, which closes us
        )
        self._last_message_at = time.monotonic()
        log.info("grader started, pid %s", child.pid)
        assert child.stdout is not None
        try:
            while line := await child.stdout.readline():
                self._is_reading = False
                await self._on_line(line)
                self._last_message_at, self._is_reading = time.monotonic(), True
                self._message_handled.set()
        except ValueError:
            log.exception("the grader sent a line longer than %s bytes", MAX_LINE_BYTES)
            child.kill()
        code = await child.wait()
        log.warning("grader ended with code %s", code)
        became_ready = self.ready is not None
        self.ready = None
        for queued in reversed(self._prefetched.values()):
            self._waiting.push_front(queued)
        self._prefetched.clear()
        interrupted = [
            InterruptedJob(id, is_measurement=isinstance(envelope.job, Measure))
            for id, (envelope, _) in self._running.items()
        ]
        self._running.clear()
        why = f"the grader ended with code {code}"
        for id, blame in assign_blame(interrupted, self._hung_jobs).items():
            await self._notify(JobFailed(id=id, why=why, blame=blame))
        self._hung_jobs = ()
        self._message_handled.set()
        return became_ready, code

    async def _on_line(self, line: bytes) -> None:
        try:
            message = parse_grader_message(line)
        except ValueError:
            log.error("not a message of a grader: %r", line[:200])
            return
        if isinstance(message, Heartbeat):
            self._on_heartbeat(message)
            await self._retry_unprocessed()
        learner = self._learner_of(getattr(message, "id", ""))
        if isinstance(message, Started):
            queued = self._prefetched.pop(message.id, None)
            if queued is not None:
                self._running[message.id] = (queued.envelope, time.monotonic())
        if isinstance(message, Graded | Ran | Measured | JobFailed):
            self._on_job_ended(message.id)
        self._send_jobs()  # before the handler, which takes longer
        await self._handling.add(learner, partial(self._notify, message))

    def _learner_of(self, job_id: str) -> str:
        """Return whose job the grader has, or "" for one that it does not have."""
        queued = self._prefetched.get(job_id)
        if queued is not None:
            return queued.envelope.learner
        return self._running[job_id][0].learner if job_id in self._running else ""

    def _on_heartbeat(self, message: Heartbeat) -> None:
        if self.ready is None:
            log.info(
                "grader ready: sandbox layers %s, devices %s",
                message.grader.walls,
                message.grader.devices,
            )
        self.ready = message

    def _on_job_ended(self, job_id: str) -> None:
        self._waiting.remove(job_id)
        self._prefetched.pop(job_id, None)
        envelope, since = self._running.pop(job_id, (None, 0.0))
        if envelope is not None and _takes_slot(envelope):
            self._durations.append(time.monotonic() - since)

    async def _notify(self, message: GraderMessage) -> None:
        if self.on_answer is None:
            return
        try:
            await self.on_answer(message)
        except Exception:  # one message that cannot be stored must not end the queue
            log.exception("could not handle a message of type %s", message.type)
            if not isinstance(message, Heartbeat | Started):
                self._unprocessed.append(message)

    async def _retry_unprocessed(self) -> None:
        """Pass on again the answers that could not be stored, for example on a full disk."""
        unprocessed, self._unprocessed = self._unprocessed, []
        for message in unprocessed:
            await self._notify(message)

    async def _watchdog_loop(self) -> None:
        """Kill a grader that hangs."""
        while True:
            before = time.monotonic()
            await asyncio.sleep(1)
            if time.monotonic() - before > 3:  # this process was suspended: read messages first
                self._last_message_at = time.monotonic()
                continue
            hang = self._find_hang(time.monotonic())
            if hang and self._child and self._child.returncode is None:
                log.error("the grader %s: replacing it", hang)
                self._child.kill()

    def _find_hang(self, now: float) -> str:
        """Return how the grader hangs, for the log; an empty string if it does not."""
        self._hung_jobs = tuple(
            id for id, (_, since) in self._running.items() if now - since > JOB_TIMEOUT_SECONDS
        )
        if self._hung_jobs:
            return f"has not finished a job for {JOB_TIMEOUT_SECONDS:.0f} s"
        timeout = SILENCE_TIMEOUT_SECONDS if self.ready else STARTUP_TIMEOUT_SECONDS
        if self._is_reading and now - self._last_message_at > timeout:
            return f"has sent nothing for {timeout:.0f} s"
        return ""


def _takes_slot(envelope: JobEnvelope) -> bool:
    """Whether a job occupies a slot. A measurement runs in a process of its own."""
    return not isinstance(envelope.job, Measure)
