"""Runs the benchmark in a process of its own, so that verdicts do not wait for it. No torch."""

from __future__ import annotations

import asyncio
import contextlib
import sys
import time

from common.tasks import cancel_and_wait
from grader.protocol import Measurement

CACHE_SECONDS = 600.0
"""Time for which a measurement is reused: a machine's speed does not change within minutes."""

TIMEOUT_SECONDS = 45.0
"""Starting torch and a GPU takes longer than the measurement; a driver that hangs never ends."""

PATIENCE_SECONDS = 2.0
"""How long a killed process is waited for. One that hangs in a driver may not end even then."""


class MeasurementError(Exception):
    """The machine could not be measured; the message says why."""


class MatmulRunner:
    """Runs one measurement at a time, for all who ask meanwhile, and caches the latest."""

    def __init__(
        self, *, command: tuple[str, ...] = (sys.executable, "-m", "grader", "measure", "--json")
    ) -> None:
        self._command = command
        self._running: asyncio.Task[Measurement] | None = None
        self._latest: tuple[float, Measurement] | None = None

    async def measurement(self) -> Measurement:
        """Return a measurement of at most CACHE_SECONDS ago. Raise MeasurementError."""
        if self._latest is not None and time.monotonic() - self._latest[0] <= CACHE_SECONDS:
            return self._latest[1]
        if self._running is None or self._running.done():
            self._running = asyncio.create_task(self._measure())
        # All callers await the same process, so none waits longer than one measurement may take.
        return await asyncio.shield(self._running)

    async def close(self) -> None:
        """End a measurement that is running."""
        if self._running is not None:
            await cancel_and_wait(self._running)

    async def _measure(self) -> Measurement:
        measured = await self._run_process()
        self._latest = (time.monotonic(), measured)
        return measured

    async def _run_process(self) -> Measurement:
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
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(PATIENCE_SECONDS):
                        await child.wait()
        try:
            return Measurement.model_validate_json(output)
        except ValueError as problem:
            last_line = errors.decode(errors="replace").strip().splitlines()[-1:] or [""]
            why = f"the benchmark process ended with {child.returncode}: {last_line[0]}"
            raise MeasurementError(why) from problem
