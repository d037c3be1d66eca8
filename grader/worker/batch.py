"""Grades many submissions, which are given as JSON lines, with all children of the jail at work."""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections.abc import AsyncGenerator, AsyncIterator
from dataclasses import dataclass
from typing import Any

from common.message_reader.syntax import MAX_CHARACTERS
from common.tasks import cancel_and_wait
from grader.protocol import (
    MAX_CODE_BYTES,
    Grade,
    Graded,
    GraderMessage,
    Started,
    Status,
    Verdict,
)
from grader.syntax.parser_process import ExtractedProgram, ParserProcess
from grader.worker.grader import Grader
from grader.worker.job_processor import process_job
from grader.worker.unknown_exercise import describe_unknown_exercise
from lessons.curriculum import Catalog
from lessons.starters import starter_fingerprints

MAX_LINE_BYTES = 1024 * 1024
"""Longest line, in bytes. The longest code that is graded takes less than half of it as JSON."""

MAX_ID_LENGTH = 200
"""Longest id, in characters."""

LINES_AHEAD = 128
"""Lines that are begun before the first of them is answered, so that one slow submission does not
hold up the others. It bounds the memory, too."""

MAX_ATTEMPTS = 3
"""How often a submission is graded when the grader itself fails."""


class BatchLineError(ValueError):
    """A line is no submission. The message says what to do; `line_id` is its id, if known."""

    def __init__(self, message: str, line_id: str | int | None = None) -> None:
        super().__init__(message)
        self.line_id = line_id


@dataclass(frozen=True, slots=True)
class BatchLine:
    """A submission of a batch."""

    id: str | int
    exercise: str
    code: str


@dataclass(frozen=True, slots=True)
class BatchResult:
    """What a line is answered with. With `is_error`, it could not be graded."""

    text: str  # a JSON object, without a newline
    is_error: bool = False


class Batch:
    """Grades the lines of a batch concurrently, and answers them in their order."""

    def __init__(self, grader: Grader, catalog: Catalog, concurrency: int) -> None:
        self._grader = grader
        self._catalog = catalog
        self._parser = ParserProcess()
        self._slots = asyncio.Semaphore(concurrency)
        # Digests, because a million long ids would take too much memory.
        self._seen: set[int] = set()

    async def grade(self, lines: AsyncIterator[bytes]) -> AsyncGenerator[BatchResult]:
        """Yield one result for each line that is not blank, as soon as all before it are graded.

        A line may end in a newline. One that is longer than MAX_LINE_BYTES is an error, and so may
        be cut. What is under way when the caller stops is given up. Raise what reading the lines
        raises, after the lines before it have been answered.
        """
        begun: asyncio.Queue[asyncio.Task[BatchResult] | None] = asyncio.Queue(LINES_AHEAD)
        running: set[asyncio.Task[BatchResult]] = set()

        async def begin() -> None:
            number = 0
            try:
                async for line in lines:
                    number += 1
                    if line.strip():
                        task = asyncio.create_task(self._answer(line, number))
                        running.add(task)
                        task.add_done_callback(running.discard)
                        await begun.put(task)
            except Exception:
                await begun.put(None)
                raise
            await begun.put(None)

        beginning = asyncio.create_task(begin())
        try:
            while (task := await begun.get()) is not None:
                yield await task
            await beginning  # raises what reading the lines raised
        finally:
            await cancel_and_wait(beginning, *running)
            await self._parser.close()

    async def _answer(self, line: bytes, number: int) -> BatchResult:
        try:
            submission = self._parse(line, is_first=number == 1)
        except BatchLineError as problem:
            return _error(number, problem.line_id, str(problem))
        async with self._slots:
            answer = await self._grade(submission, f"line-{number}")
        if isinstance(answer, str):
            return _error(number, submission.id, answer)
        fields = f'{{"id":{json.dumps(submission.id)},{answer.model_dump_json()[1:]}'
        if answer.reason != "too-large":
            return BatchResult(fields)
        error = json.dumps(
            f"the code is longer than {MAX_CODE_BYTES} bytes, which no learner may send; shorten it"
        )
        return BatchResult(f'{fields[:-1]},"line":{number},"error":{error}}}', is_error=True)

    def _parse(self, line: bytes, *, is_first: bool) -> BatchLine:
        """Return the submission of a line. Raise BatchLineError."""
        if len(line.rstrip(b"\r\n")) > MAX_LINE_BYTES:
            raise BatchLineError(f"the line has more than {MAX_LINE_BYTES} bytes; shorten its code")
        try:
            fields = json.loads(line.decode("utf-8-sig" if is_first else "utf-8"))
        except UnicodeDecodeError:
            raise BatchLineError("the line is not UTF-8; save the file as UTF-8") from None
        except (ValueError, RecursionError):
            raise BatchLineError(
                'the line is no JSON; write {"id": …, "exercise": …, "code": …} on one line'
            ) from None
        if not isinstance(fields, dict):
            raise BatchLineError(
                "the line is JSON, but no object; write it in braces, with id, exercise and code"
            )
        line_id = fields.get("id")
        if isinstance(line_id, bool) or not isinstance(line_id, str | int):
            raise BatchLineError('"id" has to be a string or an integer; give each line its own')
        if len(str(line_id)) > MAX_ID_LENGTH:
            raise BatchLineError(f'"id" is longer than {MAX_ID_LENGTH} characters; shorten it')
        digest = _digest(line_id)
        if digest in self._seen:
            raise BatchLineError("a line before has the same id; give each line its own", line_id)
        self._seen.add(digest)
        return self._parse_submission(line_id, fields)

    def _parse_submission(self, line_id: str | int, fields: dict[str, Any]) -> BatchLine:
        for name in ("exercise", "code"):
            if not isinstance(fields.get(name), str):
                fault = "has to be a string" if name in fields else "is missing; add it"
                raise BatchLineError(f'"{name}" {fault}', line_id)
        if self._catalog.exercise(fields["exercise"]) is None:
            unknown = describe_unknown_exercise(self._catalog, fields["exercise"])
            raise BatchLineError(unknown, line_id)
        return BatchLine(line_id, fields["exercise"], fields["code"])

    async def _grade(self, submission: BatchLine, job_id: str) -> Verdict | str:
        """Return the verdict, or why there is none after MAX_ATTEMPTS."""
        program = await self._read_program(submission)
        if program is None:
            return _invalid(submission, "not-utf-8")
        if not program.is_attempt:
            return _invalid(submission, "not-attempted")
        exercise = self._catalog.exercise(submission.exercise)
        job = Grade(
            id=job_id,
            exercise=submission.exercise,
            code=program.code,
            earlier=self._catalog.code_before(exercise) if exercise else "",
        )
        why = ""
        for _ in range(MAX_ATTEMPTS):
            answer = await _last(process_job(self._grader, job))
            if isinstance(answer, Graded):
                return answer.verdict
            why = getattr(answer, "why", "")
        return f"the grader failed {MAX_ATTEMPTS} times ({why}); grade this line again"

    async def _read_program(self, submission: BatchLine) -> ExtractedProgram | None:
        """Return the program in the text, made as it is of a paste; None if it is not UTF-8."""
        text, exercise = submission.code, self._catalog.exercise(submission.exercise)
        try:
            text.encode()
        except UnicodeError:
            return None
        whole = ExtractedProgram(text, is_attempt=True)
        if exercise is None or len(text) > MAX_CHARACTERS:  # is not parsed
            return whole
        starters = starter_fingerprints((exercise,))[exercise.function]
        found = await self._parser.extract_program(text, exercise.function, starters)
        return found or whole


def _invalid(submission: BatchLine, reason: str) -> Verdict:
    return Verdict(status=Status.INVALID, exercise=submission.exercise, reason=reason)


async def _last(messages: AsyncIterator[GraderMessage]) -> GraderMessage:
    answers = [each async for each in messages if not isinstance(each, Started)]
    return answers[-1]


def _digest(line_id: str | int) -> int:
    """Return 64 bits of a digest, which differ for a number and the same number as a string."""
    text = json.dumps(line_id).encode()
    return int.from_bytes(hashlib.blake2b(text, digest_size=8).digest())


def _error(number: int, line_id: str | int | None, message: str) -> BatchResult:
    fields = {"id": line_id, "line": number, "error": message}
    return BatchResult(json.dumps(fields, separators=(",", ":")), is_error=True)
