"""Parses code in a process of its own, which can be killed. No torch."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from grader.syntax.summary import Summary

log = logging.getLogger(__name__)

LONGEST_SECONDS = 5.0
"""By the clock, for a machine that is busy; CPU time is limited in the process itself."""

MAX_LINE_BYTES = 1 << 20

_ROOT = str(Path(__file__).parents[2])
_PROGRAM = "import sys; sys.path.append(sys.argv[1]); from grader.syntax.child import main; main()"


class ParserProcess:
    """Summarizes one submission at a time. The process is started anew after it was killed."""

    def __init__(self, out_of_place: Iterable[str] = ()) -> None:
        self._settings = json.dumps({"out_of_place": sorted(out_of_place)}).encode() + b"\n"
        self._turn = asyncio.Lock()
        self._child: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        """Start the process ahead of the first request, so that no request waits for it."""
        async with self._turn:
            with contextlib.suppress(OSError):  # tried again with the first request
                await self._living()

    async def summarize(self, code: str, function: str) -> Summary | None:
        """Return what the code says by its syntax; None when the process did not live to say it."""
        request = json.dumps({"code": code, "function": function}).encode() + b"\n"
        async with self._turn:
            try:
                async with asyncio.timeout(LONGEST_SECONDS):
                    line = await self._answer(request)
                said: dict[str, Any] = json.loads(line) if line.endswith(b"\n") else _DIED
            except (OSError, ValueError, TimeoutError) as problem:
                log.warning("the code could not be parsed: %s", type(problem).__name__)
                await self._end()
                return None
            except asyncio.CancelledError:
                await self._end()  # else the next request would read this one's answer
                raise
            if said["summary"] is None:
                log.warning("the code could not be parsed within the limits")
            if said["is_last"]:
                await self._end(ends_itself=True)
        fields = said["summary"]
        return None if fields is None else Summary.from_json(fields)

    async def close(self) -> None:
        """End the process."""
        async with self._turn:
            await self._end()

    async def _answer(self, request: bytes) -> bytes:
        child = await self._living()
        assert child.stdin is not None
        assert child.stdout is not None
        child.stdin.write(request)
        await child.stdin.drain()
        return await child.stdout.readline()

    async def _living(self) -> asyncio.subprocess.Process:
        if self._child is not None and self._child.returncode is None:
            return self._child
        self._child = child = await asyncio.create_subprocess_exec(
            *(sys.executable, "-I", "-S", "-c", _PROGRAM, _ROOT),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            limit=MAX_LINE_BYTES,
            env={},
            cwd="/",
            start_new_session=True,  # Ctrl-C on the terminal is for its parent
        )
        assert child.stdin is not None
        child.stdin.write(self._settings)
        return child

    async def _end(self, *, ends_itself: bool = False) -> None:
        child, self._child = self._child, None
        if child is None:
            return
        if not ends_itself and child.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                child.kill()
        await child.communicate()


_DIED: dict[str, Any] = {"summary": None, "is_last": True}
"""What stands for an answer where the process was ended while it parsed."""
