"""A watchdog for an event loop: it logs what holds the loop, and ends what holds it for too long.

While one callback computes, no other is run. The loop confirms four times a second that it turns,
and a thread checks for that. The thread only runs when Python's global lock is released now and
then. Code in C that keeps the lock, such as a regular expression, is logged when it has finished; a
timer signal can interrupt a regular expression, and faulthandler's timer ends a process in which
even signals are not handled.
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
"""How often the loop confirms that it turns, and how often the thread checks."""

HELD_S = 1.0
"""A loop that has not turned for this long counts as held."""

EXIT_LOOP_HELD = 70
"""The exit code of a process that ended itself because its loop was held."""

_MAX_FRAMES = 6
_NO_CPU_TIME = "nothing of ours: this machine gave it no time"

_work_by_task: WeakKeyDictionary[asyncio.Task[Any], str] = WeakKeyDictionary()


class HeldTooLongError(Exception):
    """Raised inside the callback that has held the event loop for too long."""


@contextlib.contextmanager
def working_on(what: str) -> Iterator[None]:
    """Name what the current task works on, such as a message's id, for the watchdog's log."""
    try:
        task = asyncio.current_task()
    except RuntimeError:  # no event loop here
        task = None
    if task is None:
        yield
        return
    outer = _work_by_task.get(task)
    _work_by_task[task] = what
    try:
        yield
    finally:
        if outer is None:
            _work_by_task.pop(task, None)
        else:
            _work_by_task[task] = outer


@dataclass(frozen=True, slots=True)
class WatchdogLimits:
    """After how many seconds of a held loop something happens. None is never.

    `interrupt_s` raises HeldTooLongError in the callback that holds the loop. `exit_s` ends the
    process. `last_resort_s` ends it even if the thread cannot run; the log then has only the stack.
    """

    interrupt_s: float | None = None
    exit_s: float | None = None
    last_resort_s: float | None = None


GRADER_LIMITS = WatchdogLimits(exit_s=30.0, last_resort_s=60.0)
"""A grader ends itself: its queue gives the jobs to another process."""


class Watchdog:
    """Watches the event loop in which it is started.

    Only ticks that were counted while the loop was held lead to an end: a process that is stopped
    and continued, such as a paused container, counts none.
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
        """`observe` is given the seconds for which the loop was held, when it turns again.

        `thread_time` returns the CPU time of the calling thread.
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
        self._culprit: str | None = None  # what holds the loop now, once it is logged
        self._handler_before: Any = None

    def start(self) -> None:
        """Start watching the running loop."""
        self._loop = asyncio.get_running_loop()
        self._thread_id = threading.get_ident()
        if self._interrupts:
            self._handler_before = signal.signal(signal.SIGALRM, self.on_alarm)
        self._on_loop_turn()
        self._thread = threading.Thread(target=self._watch, name="watchdog", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Stop watching."""
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
        # Python handles signals in the main thread only.
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
        """Record that the loop turns, and log for how long it was held."""
        now, computed = self._clock(), self._thread_time()
        held_s = now - self._beat_at
        if held_s >= HELD_S + TICK_S or self._culprit is not None:
            culprit = self._culprit
            if culprit is None:  # the thread could not run in time
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
        """Check the loop once; called every TICK_S."""
        self._ticks += 1
        held_s = self._clock() - self._beat_at
        if self._culprit is None and held_s >= HELD_S + TICK_S:
            frame = sys._current_frames().get(self._thread_id)
            if _is_in_callback(frame):
                self._culprit, stack = self._current_work(), _format_stack(frame)
                message = "the event loop has been held for %.1f s by %s, in %s"
                log.warning(message, held_s, self._culprit, stack)
            else:  # the loop could turn, but gets no CPU time
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
        """Handle a timer signal, which arrives once a second while the loop is held.

        Raises:
            HeldTooLongError: in the callback that has held the loop for too long.
        """
        self._alarms += 1
        if self._limits.interrupt_s is None or self._alarms * HELD_S < self._limits.interrupt_s:
            return
        if not _is_in_callback(frame):  # never interrupt the loop itself
            return
        self._alarms = 0
        culprit = self._culprit or self._current_work()
        log.error("%s held the event loop for too long and is interrupted", culprit)
        raise HeldTooLongError(f"{culprit} held the event loop for {self._limits.interrupt_s:g} s")

    def _current_work(self) -> str:
        task = None if self._loop is None else asyncio.current_task(self._loop)
        if task is None:
            return "a callback without a task"
        what = _work_by_task.get(task)
        return f"{what} ({task.get_name()})" if what else task.get_name()


def _format_stack(frame: FrameType | None) -> str:
    """Return the frames of a thread, the innermost first."""
    found: list[str] = []
    while frame is not None and len(found) < _MAX_FRAMES:
        code = frame.f_code
        file = "/".join(PurePath(code.co_filename).parts[-2:])
        found.append(f"{code.co_name} ({file}:{frame.f_lineno})")
        frame = frame.f_back
    return " < ".join(found)


def _is_in_callback(frame: FrameType | None) -> bool:
    """Return whether a frame is inside a callback of the loop, which catches any exception."""
    while frame is not None:
        if frame.f_code is asyncio.Handle._run.__code__:
            return True
        frame = frame.f_back
    return False
