"""Runs the benchmark in a process of its own, so that verdicts do not wait for it. No torch."""

from __future__ import annotations

import asyncio
import sys
import time

from grader.protocol import Measurement

CACHE_SECONDS = 600.0
"""Time for which a measurement is reused: a machine's speed does not change within minutes."""

TIMEOUT_SECONDS = 45.0
"""Starting torch and a GPU takes longer than the measurement; a driver that hangs never ends."""


class MeasurementError(Exception):
    """The machine could not be measured; the message says why."""


class MatmulRunner:
    """Runs one measurement at a time, and caches the latest."""

    def __init__(
        self, *, command: tuple[str, ...] = (sys.executable, "-m", "grader", "measure", "--json")
    ) -> None:
        self._command = command
        self._lock = asyncio.Lock()
        self._latest: tuple[float, Measurement] | None = None

    async def measurement(self) -> Measurement:
        """Return a measurement of at most CACHE_SECONDS ago. Raise MeasurementError."""
        async with self._lock:
            if self._latest is None or time.monotonic() - self._latest[0] > CACHE_SECONDS:
                measured = await self._measure()
                self._latest = (time.monotonic(), measured)
            return self._latest[1]

    async def _measure(self) -> Measurement:
        child = await asyncio.create_subprocess_exec(
            *self._command,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        try:
            async with asyncio.timeout(TIMEOUT_SECONDS):
                output, errors = await child.communicate()
        except TimeoutError:
            raise MeasurementError(f"no measurement after {TIMEOUT_SECONDS:g} s") from None
        finally:
            if child.returncode is None:
                child.kill()
                await child.communicate()
        try:
            return Measurement.model_validate_json(output)
        except ValueError as problem:
            last_line = errors.decode(errors="replace").strip().splitlines()[-1:] or [""]
            why = f"the benchmark process ended with {child.returncode}: {last_line[0]}"
            raise MeasurementError(why) from problem
