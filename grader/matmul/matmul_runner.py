"""Has the machine measured by a process of its own, so that no verdict waits for it. No torch."""

from __future__ import annotations

import asyncio
import sys
import time

from grader.protocol import Measurement

FRESH_SECONDS = 600.0
"""A machine does not change within minutes: whoever asks again then gets the same figures."""

LONGEST_SECONDS = 45.0
"""Starting torch and a GPU takes longer than the measurement; a hung driver takes for ever."""


class MeasurementError(Exception):
    """The machine could not be measured, and why."""


class Measurer:
    """Measures one at a time, and remembers the last measurement for a while."""

    def __init__(
        self, *, command: tuple[str, ...] = (sys.executable, "-m", "grader", "measure", "--json")
    ) -> None:
        self._command = command
        self._turn = asyncio.Lock()
        self._latest: tuple[float, Measurement] | None = None

    async def measurement(self) -> Measurement:
        """Raises MeasuringFailed."""
        async with self._turn:
            if self._latest is None or time.monotonic() - self._latest[0] > FRESH_SECONDS:
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
            async with asyncio.timeout(LONGEST_SECONDS):
                said, complaint = await child.communicate()
        except TimeoutError:
            raise MeasurementError(f"no measurement after {LONGEST_SECONDS:g} s") from None
        finally:
            if child.returncode is None:
                child.kill()
                await child.communicate()
        try:
            return Measurement.model_validate_json(said)
        except ValueError as problem:
            last_words = complaint.decode(errors="replace").strip().splitlines()[-1:] or [""]
            why = f"the measuring process ended with {child.returncode}: {last_words[0]}"
            raise MeasurementError(why) from problem
