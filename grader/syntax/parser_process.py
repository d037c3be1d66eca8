"""Parses code in a process of its own, which can be killed. Imports no torch."""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
import json
import logging
import sys
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grader.syntax.requirements import Rules
from grader.syntax.summary import Summary

log = logging.getLogger(__name__)

TIMEOUT_SECONDS = 20.0
"""Limit of wall time, for a process that hangs; it limits its processor time itself.

A machine with too much work may give it none for many seconds.
"""

MAX_LINE_BYTES = 1 << 20

_ROOT = str(Path(__file__).parents[2])
_PROGRAM = "import sys; sys.path.append(sys.argv[1]); from grader.syntax.child import main; main()"


@dataclass(frozen=True, slots=True)
class ExtractedProgram:
    """The program in a text, and whether it is more than the unchanged starter."""

    code: str
    is_attempt: bool


class ParserProcess:
    """Parses one text at a time. Starts a new process after one has ended."""

    def __init__(self, out_of_place: Iterable[str] = ()) -> None:
        self._settings = json.dumps({"out_of_place": sorted(out_of_place)}).encode() + b"\n"
        self._lock = asyncio.Lock()
        self._child: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        """Start the process ahead of the first request, so that no request waits for it."""
        async with self._lock:
            with contextlib.suppress(OSError):  # retried by the first request
                await self._ensure_child()

    async def summarize(
        self, code: str, function: str, rules: Rules | None = None
    ) -> Summary | None:
        """Return the summary of the code; None if the process ended or reached its limits."""
        given = None if rules is None else dataclasses.asdict(rules)
        answer = await self._answer({"code": code, "function": function, "rules": given})
        fields = answer.get("summary")
        if fields is None:
            log.warning("the code could not be parsed within the limits")
        return None if fields is None else Summary.from_json(fields)

    async def extract_program(
        self, text: str, function: str, starters: Collection[str] = ()
    ) -> ExtractedProgram | None:
        """Return the program for a function in a file's text, as the chat makes it of a paste.

        `starters` are the fingerprints of the function's unchanged starters. Return None if the
        process ended or reached its limits.
        """
        request = {"text": text, "function": function, "starters": list(starters)}
        answer = await self._answer(request)
        if "code" not in answer:
            return None
        return ExtractedProgram(str(answer["code"]), bool(answer["is_attempt"]))

    async def _answer(self, request: dict[str, Any]) -> dict[str, Any]:
        """Return the process' answer, which is empty if the process ended or reached its limits."""
        line = json.dumps(request).encode() + b"\n"
        async with self._lock:
            try:
                async with asyncio.timeout(TIMEOUT_SECONDS):
                    reply = await self._request(line)
                answer: dict[str, Any] = json.loads(reply) if reply.endswith(b"\n") else _NO_ANSWER
            except (OSError, ValueError, TimeoutError) as problem:
                log.warning("the parser process failed: %s", type(problem).__name__)
                await self._stop_child()
                return {}
            except asyncio.CancelledError:
                await self._stop_child()  # or the next request would read this one's answer
                raise
            if answer["is_last"]:
                await self._stop_child(is_exiting=True)
        return answer

    async def close(self) -> None:
        """End the process."""
        async with self._lock:
            await self._stop_child()

    async def _request(self, request: bytes) -> bytes:
        child = await self._ensure_child()
        assert child.stdin is not None
        assert child.stdout is not None
        child.stdin.write(request)
        await child.stdin.drain()
        return await child.stdout.readline()

    async def _ensure_child(self) -> asyncio.subprocess.Process:
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

    async def _stop_child(self, *, is_exiting: bool = False) -> None:
        child, self._child = self._child, None
        if child is None:
            return
        if not is_exiting and child.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                child.kill()
        await child.communicate()


_NO_ANSWER: dict[str, Any] = {"is_last": True}
"""The answer of a process that was killed while it parsed."""
