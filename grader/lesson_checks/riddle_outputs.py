"""python -m grader.lesson_checks.riddle_outputs [--folder FOLDER]... [SLUG]...

Runs the code of each named mistake in the jail, and writes what it gives for a shown case into the
lesson's riddles.json: the bot shows it in riddles, and runs nothing itself. An exercise that is
changed afterwards loses its outputs until this is run again. What a second run gives differently,
because the code is random or the input is drawn anew, is left out: nobody could predict it.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from common.cli_runner import run_main_of
from grader.jail import JailError
from grader.protocol import Grade, Problem, ProblemKind
from lessons.catalog import load
from lessons.curriculum import Catalog, Exercise, Lesson
from lessons.diagnostics import Faults
from lessons.exercise_source import read_source
from lessons.riddles import OUTPUTS

_NONE = "none"  # what the judge writes for a fact that there is not
_KINDS = frozenset(
    {
        ProblemKind.TYPE,
        ProblemKind.DEVICE,
        ProblemKind.DTYPE,
        ProblemKind.SHAPE,
        ProblemKind.VALUE,
        ProblemKind.EXCEPTION,
    }
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the outputs of the lessons named, or of all. Return 2 where there is no jail."""
    options = parser().parse_args(arguments)
    # Exercises' files are executed in this process, and may print.
    with contextlib.redirect_stdout(sys.stderr):
        catalog = load(*options.folder)
        slugs = options.slugs or [lesson.slug for lesson in catalog.lessons()]
        lessons = [lesson for lesson in catalog.lessons() if lesson.slug in slugs]
        try:
            written = asyncio.run(_write(catalog, lessons))
        except JailError as error:
            print(f"{error}; python -m grader doctor says more")
            return 2
    for path in written:
        print(path)
    return 0


def parser() -> argparse.ArgumentParser:
    """Return the parser of the options."""
    options = argparse.ArgumentParser(prog="python -m grader.lesson_checks.riddle_outputs")
    options.add_argument("--folder", type=Path, action="append", default=[])
    options.add_argument("slugs", nargs="*", metavar="SLUG")
    return options


async def _write(catalog: Catalog, lessons: Sequence[Lesson]) -> list[Path]:
    from grader.worker.grader import Grader  # imports torch, which takes a second or two

    written = []
    async with Grader.open(catalog) as grader:
        for lesson in lessons:
            found = {
                exercise.id.partition("/")[2]: {
                    "version": exercise.version,
                    "mistakes": await _outputs(grader, exercise, catalog.code_before(exercise)),
                }
                for exercise in lesson.exercises
            }
            path = lesson.folder / OUTPUTS
            text = json.dumps(found, ensure_ascii=False, indent=1, sort_keys=True)
            path.write_text(text + "\n", "utf-8")
            written.append(path)
    return written


async def _outputs(grader: Any, exercise: Exercise, earlier: str) -> dict[str, dict[str, str]]:
    """Return the call and the output of each mistake that a shown case tells from the reference.

    `earlier` is the code of exercises that this one comes after.
    """
    source = read_source(exercise.path, Faults())
    found = {}
    for key, mistake in source.mistakes.items() if source else ():
        code = min((each.source for each in mistake.variants), key=len)  # as in bot's riddles
        job = Grade(id="riddle", exercise=exercise.id, code=code, earlier=earlier)
        shown = _shown(exercise, (await grader.grade(job)).problem)
        if shown is not None and shown == _shown(exercise, (await grader.grade(job)).problem):
            found[key] = shown
    return found


def _shown(exercise: Exercise, problem: Problem | None) -> dict[str, str] | None:
    """Return the call and the output that a problem tells, or None where learners may not see."""
    if problem is None or not _is_shown(problem) or not (output := _output(problem)):
        return None
    call = problem.input or ""
    if not problem.script:
        call = f"{problem.input}\n\n{exercise.signature}"
    part = problem.facts.get("where", _NONE)
    return {"call": f"{call}{'' if part == _NONE else part} →", "output": output}


def _is_shown(problem: Problem) -> bool:
    """Return whether the problem is the value, or the error, of one call that learners may see."""
    is_second = problem.facts.get("call") == "second"
    return bool(problem.input) and not problem.hidden and not is_second and problem.kind in _KINDS


def _output(problem: Problem) -> str:
    """Return what the code gave, without the judge's marks around what is wrong."""
    if problem.got:
        return problem.got.replace("*", "")
    raised = problem.raised
    return f"{raised.type}: {raised.message}" if raised is not None else ""


if __name__ == "__main__":
    run_main_of("grader.lesson_checks.riddle_outputs")
