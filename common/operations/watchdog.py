"""A watchdog over an event loop: it logs what holds the loop, and ends what holds it for too long.

While one callback computes, nobody else is answered. A thread of its own notices that: the loop
confirms four times a second that it turns. A thread gets its turn only where Python's global lock
is given up now and then. Code in C that keeps it, such as a regular expression, is logged at its
end; a timer signal can stop a regular expression, and a timer of faulthandler's ends a process
that not even a signal reaches.
"""

from __future__ import annotations

import asyncio
import contextlib
import faulthandler
import logging
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import PurePath
from types import FrameType
from typing import Any
from weakref import WeakKeyDictionary

log = logging.getLogger(__name__)

TICK_S = 0.25
"""How often the loop confirms that it turns, and how often the thread looks."""

HELD_S = 1.0
"""A loop that has not turned for so long is held."""

EXIT_LOOP_HELD = 70
"""The exit status of a process that ended itself because its loop was held."""

_MAX_FRAMES = 6
_NO_CPU_TIME = "nothing of ours: this machine gave it no time"

_work_by_task: WeakKeyDictionary[asyncio.Task[Any], str] = WeakKeyDictionary()


class HeldTooLongError(Exception):
    """Raised inside the callback that has held the event loop for too long."""


@contextlib.contextmanager
def working_on(what: str) -> Iterator[None]:
    """Names what the current task works on, such as a message's id, for the watchdog's log."""
    try:
        task = asyncio.current_task()
    except RuntimeError:  # no event loop here
        task = None
    if task is None:
        yield
        return
    before = _work_by_task.get(task)
    _work_by_task[task] = what
    try:
        yield
    finally:
        if before is None:
            _work_by_task.pop(task, None)
        else:
            _work_by_task[task] = before


@dataclass(frozen=True, slots=True)
class WatchdogLimits:
    """After how many seconds a hold has which consequence. None is never.

    `interrupt_s` raises HeldTooLongError in what holds the loop. `exit_s` ends the process.
    `last_resort_s` ends it also where the thread gets no turn; the log then has the stack alone.
    """

    interrupt_s: float | None = None
    exit_s: float | None = None
    last_resort_s: float | None = None


GRADER_LIMITS = WatchdogLimits(exit_s=30.0, last_resort_s=60.0)
"""A grader ends itself: its queue hands the jobs to another process."""


class Watchdog:
    """Watches the loop in which it is started.

    Only ticks that were counted while the loop was held lead to an end: a process that is stopped
    and goes on, such as a paused container, has none of them.
    """

    def __init__(
        self,
        limits: WatchdogLimits,
        *,
        observe: Callable[[float], None] = lambda _: None,
        exit_process: Callable[[int], Any] = os._exit,
        clock: Callable[[], float] = time.monotonic,
        thread_time: Callable[[], float] = time.thread_time,
    ) -> None:
        """`observe` is given the seconds of each hold when it is over.

        `computed` says for how long the calling thread has computed in all.
        """
        self._limits = limits
        self._observe = observe
        self._exit_process = exit_process
        self._clock = clock
        self._thread_time = thread_time
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread_id = threading.get_ident()
        self._next_beat: asyncio.TimerHandle | None = None
        self._stopped = threading.Event()
        self._thread: threading.Thread | None = None
        self._beat_at, self._computed_then = clock(), thread_time()
        self._ticks = 0
        self._alarms = 0
        self._culprit: str | None = None  # of the present hold, once it is logged
        self._handler_before: Any = None

    def start(self) -> None:
        """Begins to watch the running loop."""
        self._loop = asyncio.get_running_loop()
        self._thread_id = threading.get_ident()
        if self._interrupts:
            self._handler_before = signal.signal(signal.SIGALRM, self.on_alarm)
        self._on_loop_turn()
        self._thread = threading.Thread(target=self._watch, name="watchdog", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Watches no longer."""
        self._stopped.set()
        if self._next_beat is not None:
            self._next_beat.cancel()
        if self._interrupts:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, self._handler_before)
        if self._limits.last_resort_s is not None:
            faulthandler.cancel_dump_traceback_later()
        if self._thread is not None:
            self._thread.join()

    @property
    def _interrupts(self) -> bool:
        # Python lets only the main thread have signals.
        is_main = self._thread_id == threading.main_thread().ident
        return self._limits.interrupt_s is not None and is_main

    def _on_loop_turn(self) -> None:
        self.beat()
        if self._interrupts:
            signal.setitimer(signal.ITIMER_REAL, HELD_S, HELD_S)
        if self._limits.last_resort_s is not None:
            with contextlib.suppress(ValueError, RuntimeError, OSError):  # no standard error
                faulthandler.dump_traceback_later(
                    self._limits.last_resort_s, exit=True, file=sys.__stderr__ or sys.stderr
                )
        if self._loop is not None:
            self._next_beat = self._loop.call_later(TICK_S, self._on_loop_turn)

    def beat(self) -> None:
        """Takes in that the loop turns."""
        now, computed = self._clock(), self._thread_time()
        held_s = now - self._beat_at
        if held_s >= HELD_S + TICK_S or self._culprit is not None:
            culprit = self._culprit
            if culprit is None:  # the thread had no turn in time to see
                was_busy = computed - self._computed_then >= held_s / 2
                culprit = "something that is over" if was_busy else _NO_CPU_TIME
            level = logging.INFO if culprit is _NO_CPU_TIME else logging.WARNING
            log.log(level, "the event loop turns again; held for %.1f s by %s", held_s, culprit)
            self._observe(held_s)
        self._beat_at, self._computed_then = now, computed
        self._ticks, self._alarms, self._culprit = 0, 0, None

    def _watch(self) -> None:
        while not self._stopped.wait(TICK_S):
            self.tick()

    def tick(self) -> None:
        """Looks once at how the loop stands; called every TICK_S."""
        self._ticks += 1
        held_s = self._clock() - self._beat_at
        if self._culprit is None and held_s >= HELD_S + TICK_S:
            frame = sys._current_frames().get(self._thread_id)
            if _is_in_callback(frame):
                self._culprit, stack = self._current_work(), _format_stack(frame)
                message = "the event loop has been held for %.1f s by %s, in %s"
                log.warning(message, held_s, self._culprit, stack)
            else:  # it could turn, and does not get to it
                self._culprit = _NO_CPU_TIME
        exit_s = self._limits.exit_s
        if exit_s is not None and self._ticks * TICK_S >= exit_s:
            log.critical(
                "this process ends: its event loop was held for more than %g s by %s, in %s",
                exit_s,
                self._culprit or self._current_work(),
                _format_stack(sys._current_frames().get(self._thread_id)),
            )
            self._exit_process(EXIT_LOOP_HELD)

    def on_alarm(self, _signal: int, frame: FrameType | None) -> None:
        """Takes in a timer signal, which comes once a second while the loop is held.

        Raises:
            HeldTooLongError: in the callback that holds the loop, when it has done so too long.
        """
        self._alarms += 1
        if self._limits.interrupt_s is None or self._alarms * HELD_S < self._limits.interrupt_s:
            return
        if not _is_in_callback(frame):  # the loop itself must go on
            return
        self._alarms = 0
        who = self._culprit or self._current_work()
        log.error("%s held the event loop for too long and is interrupted", who)
        raise HeldTooLongError(f"{who} held the event loop for {self._limits.interrupt_s:g} s")

    def _current_work(self) -> str:
        task = None if self._loop is None else asyncio.current_task(self._loop)
        if task is None:
            return "a callback without a task"
        what = _work_by_task.get(task)
        return f"{what} ({task.get_name()})" if what else task.get_name()


def _format_stack(frame: FrameType | None) -> str:
    """Where a thread stands: the innermost frames, that one first."""
    found: list[str] = []
    while frame is not None and len(found) < _MAX_FRAMES:
        code = frame.f_code
        file = "/".join(PurePath(code.co_filename).parts[-2:])
        found.append(f"{code.co_name} ({file}:{frame.f_lineno})")
        frame = frame.f_back
    return " < ".join(found)


def _is_in_callback(frame: FrameType | None) -> bool:
    """Whether the loop's own code is below a callback, where it takes any exception."""
    while frame is not None:
        if frame.f_code is asyncio.Handle._run.__code__:
            return True
        frame = frame.f_back
    return False
