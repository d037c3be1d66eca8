"""Runs the properties of exercises in a process of its own, which is killed if it takes too long.

The process starts with the first answer to such an exercise, and is kept.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import sys
from pathlib import Path

from grader.judge.properties import WALL_SECONDS, Keys, PropertyError, PropertyQuestion

START_SECONDS = 60.0
"""Time in which the process must have imported torch, on a busy machine too."""

MAX_LINE = 1 << 20


class PropertyProcess:
    """Asks the process about one answer at a time. Starts a new process after one has ended."""

    def __init__(self, *, wall_seconds: float = WALL_SECONDS + 5) -> None:
        self._wall_seconds = wall_seconds
        self._lock = asyncio.Lock()
        self._child: asyncio.subprocess.Process | None = None

    async def keys(self, path: Path, version: str, question: PropertyQuestion) -> Keys:
        """Return what the property of the exercise's file says about each case.

        Raise PropertyError if it raises, takes too long, or ends the process.
        """
        header = {
            "path": str(path),
            "version": version,
            "numbers": question.numbers,
            "seed": question.seed,
            "arguments": len(question.arguments),
            "values": len(question.values),
        }
        request = json.dumps(header).encode() + b"\n" + question.arguments + question.values
        async with self._lock:
            is_new = self._child is None or self._child.returncode is not None
            seconds = self._wall_seconds + (START_SECONDS if is_new else 0.0)
            try:
                async with asyncio.timeout(seconds):
                    reply = await self._request(request)
            except (OSError, TimeoutError) as problem:
                await self._stop_child()
                why = "takes too long" if isinstance(problem, TimeoutError) else "ends its process"
                raise PropertyError(path, 1, f"the function under @accepts {why}") from None
            except asyncio.CancelledError:
                await self._stop_child()  # or the next request would read this one's answer
                raise
            if not reply.endswith(b"\n"):
                await self._stop_child()
                raise PropertyError(path, 1, "the function under @accepts ends its process")
        answer = json.loads(reply)
        if "keys" not in answer:
            raise PropertyError(path, answer["line"], answer["message"])
        return {number: tuple(keys) for number, keys in answer["keys"]}

    async def close(self) -> None:
        """End the process."""
        async with self._lock:
            await self._stop_child()

    async def _request(self, request: bytes) -> bytes:
        if self._child is None or self._child.returncode is not None:
            self._child = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "grader.judge.property_child"),
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                limit=MAX_LINE,
                start_new_session=True,  # Ctrl-C on the terminal is for its parent
            )
        child = self._child
        assert child.stdin is not None
        assert child.stdout is not None
        child.stdin.write(request)
        await child.stdin.drain()
        return await child.stdout.readline()

    async def _stop_child(self) -> None:
        child, self._child = self._child, None
        if child is None:
            return
        if child.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                child.kill()
        await child.communicate()
