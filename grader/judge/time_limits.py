"""Interrupts trusted code that takes too long, in the main thread of a process."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType

_REPEAT_SECONDS = 0.1
"""The timer rings again after this time, since code may swallow what it raises."""


class OvertimeError(BaseException):
    """The time is up. No `except Exception` of the interrupted code catches it."""


@dataclass(slots=True)
class TimeLimit:
    """Tells whether the time was up, also where the interrupted code swallowed the exception."""

    is_over: bool = False


@contextmanager
def limited_time(
    cpu_seconds: float | None = None, wall_seconds: float | None = None
) -> Iterator[TimeLimit]:
    """Raise OvertimeError inside after that much processor or other time, if in the main thread."""
    limit = TimeLimit()
    if threading.current_thread() is not threading.main_thread():
        yield limit
        return

    def ring(_signal: int, _frame: FrameType | None) -> None:
        limit.is_over = True
        raise OvertimeError

    limits = (
        (signal.ITIMER_PROF, signal.SIGPROF, cpu_seconds),
        (signal.ITIMER_REAL, signal.SIGALRM, wall_seconds),
    )
    timers = [(timer, sent, seconds) for timer, sent, seconds in limits if seconds is not None]
    before = [(timer, sent, signal.signal(sent, ring)) for timer, sent, _ in timers]
    try:
        for timer, _, seconds in timers:
            signal.setitimer(timer, seconds, _REPEAT_SECONDS)
        yield limit
    finally:
        for timer, sent, handler in before:
            _stop(timer)
            signal.signal(sent, handler)


def _stop(timer: int) -> None:
    while True:
        try:
            signal.setitimer(timer, 0)
        except OvertimeError:  # it rang just now
            continue
        return
