"""Runs a step of `python -m benchmarks.gpu_check` in a process of its own, and ends it."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.procfs import descendants

ROOT = Path(__file__).parents[1]
POLL_S = 0.05
PATIENCE_S = 3.0
"""How long a killed process is waited for. One that hangs in a driver may not end even then."""


@dataclass(frozen=True, slots=True)
class Ending:
    """How the process of a step ended."""

    code: int | None  # as of subprocess: negative for a signal; None if it has not ended
    in_time: bool
    seconds: float

    @property
    def description(self) -> str:
        """Why the process came to no result of its own."""
        if self.code is None:
            return (
                f"it was killed after {self.seconds:.0f} s and has not ended: it hangs in a driver"
            )
        if not self.in_time:
            return f"it was killed after {self.seconds:.0f} s"
        if self.code < 0:
            return f"its process was ended by {_signal_name(-self.code)}"
        return f"its process ended with status {self.code}"


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"


def run_limited(command: Sequence[str], log: Path, limit_s: float) -> Ending:
    """Run a command in a session of its own, with its output in a file.

    At its limit it is killed with all of its descendants. Whatever of these is left when it has
    ended is killed, too.
    """
    began = time.monotonic()
    with log.open("wb") as output:
        process = subprocess.Popen(  # noqa: S603 - our own step
            command,
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=output,  # a file: nobody has to read it until the last of the writers has ended
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    in_time = False
    try:
        in_time = _wait(process.pid, began + limit_s)
    finally:
        _kill(process.pid)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(PATIENCE_S)
    return Ending(process.returncode, in_time, time.monotonic() - began)


def _wait(pid: int, until: float) -> bool:
    """Return whether the process ends in time. It is not reaped, so its id stays its own."""
    while time.monotonic() < until:
        if os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None:
            return True
        time.sleep(POLL_S)
    return False


def _kill(pid: int) -> None:
    """Kill a process that was not reaped yet, its group, and its descendants of other groups."""
    family = descendants(pid)
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)
    for each in family:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.kill(each, signal.SIGKILL)
