"""`python -m grader replay`: grades a stored submission again, on the same inputs as before."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from common.cli_runner import CommandError, read_stdin
from grader.cli.terminal_output import format_verdict
from grader.protocol import Grade, StoredSubmission, Verdict
from lessons.curriculum import Catalog

if TYPE_CHECKING:
    from grader.worker.grader import Grader

_COMPARED = ("status", "reason", "problem", "remarks")
"""Fields of a verdict that the same code on the same inputs repeats. What it prints may differ, as
may times, and the sandbox layers of another machine."""


@dataclass(frozen=True, slots=True)
class Replay:
    """A stored submission, and what it was graded with now."""

    stored: StoredSubmission
    verdict: Verdict
    version: str  # of the exercise now

    @property
    def has_changed(self) -> bool:
        """Whether the exercise is another one than that of the former verdict."""
        return self.version != self.stored.version

    @property
    def differences(self) -> tuple[str, ...]:
        """The names of the fields in which the verdict differs from the former one."""
        former = self.stored.verdict
        if former is None:
            return ()
        return tuple(
            name for name in _COMPARED if getattr(former, name) != getattr(self.verdict, name)
        )

    def to_dict(self) -> dict[str, Any]:
        """Return the result for `--json`. `same` is None without a former verdict."""
        former = self.stored.verdict
        return {
            "same": None if former is None else not self.differences,
            "differences": self.differences,
            "exercise_changed": self.has_changed,
            "former": None if former is None else former.model_dump(mode="json"),
            "verdict": self.verdict.model_dump(mode="json"),
        }

    def to_text(self) -> str:
        """Return the result for a terminal."""
        stored, former = self.stored, self.stored.verdict
        lines = [
            f"seed      {stored.seed}, exercise version {stored.version}",
            f"exercise  has changed since, to version {self.version}: its inputs, reference or"
            " mistakes may be others"
            if self.has_changed
            else "exercise  is unchanged",
        ]
        if former is None:
            lines.append("former    no verdict was stored")
        elif self.differences:
            lines.append(f"former    differs in {', '.join(self.differences)}:")
            lines += [f"  {line}" for line in format_verdict(former).splitlines()]
        else:
            lines.append("former    the verdict is the same")
        reply = format_verdict(self.verdict)
        if self.verdict.output:
            reply += f"\noutput    {self.verdict.output.rstrip()}"
        return "\n".join((*lines, "", reply))


def read_stored(file: str) -> StoredSubmission:
    """Return the submission in a file, or on standard input for "-". Raise CommandError."""
    try:
        raw = read_stdin("the stored submission") if file == "-" else Path(file).read_bytes()
    except (OSError, ValueError) as problem:
        why = getattr(problem, "strerror", None) or str(problem)
        raise CommandError(
            f"cannot read {file}: {why}. Name a file that"
            " `python -m bot disputes --export ID FILE` has written, or - for standard input."
        ) from problem
    try:
        return StoredSubmission.model_validate_json(raw)
    except ValidationError as problem:
        first = problem.errors()[0]
        where = ".".join(map(str, first["loc"])) or "the JSON"
        raise CommandError(
            f"{file} is no stored submission: {where}: {first['msg']}. It is JSON with exercise,"
            " code, seed, version and verdict; see docs/judging.md."
        ) from problem


async def replay(grader: Grader, catalog: Catalog, stored: StoredSubmission) -> Replay:
    """Grade a stored submission with its own exam.

    Raise CommandError if this machine cannot make the exam, JailError if the jail failed, and
    KeyError for an unknown exercise.
    """
    exercise = catalog.exercise(stored.exercise)
    if exercise is None:
        raise KeyError(stored.exercise)
    job = Grade(id="replay", exercise=stored.exercise, code=stored.code, earlier=stored.earlier)
    try:
        verdict = await grader.grade(job, stored)
    except Exception as problem:
        if stored.device in grader.jails.devices:
            raise
        raise CommandError(
            f"the exam was made for {stored.device}, which this machine does not have;"
            " replay it where `python -m grader doctor` shows that device"
        ) from problem
    return Replay(stored, verdict, exercise.version)


def print_replay(result: Replay, *, as_json: bool) -> None:
    """Print the result, as JSON or as text."""
    print(json.dumps(result.to_dict()) if as_json else result.to_text())
