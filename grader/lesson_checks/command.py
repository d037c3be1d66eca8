"""The process that checks the code in lessons and reports as JSON lines."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from grader.jail import JailError, Warmup
from grader.worker.single_task import choose_warmup
from lessons.catalog import CatalogError, load_lessons
from lessons.check_messages import (
    CheckFinished,
    CheckMessage,
    ChecksFailed,
    ChecksPlanned,
    ModuleMissing,
)
from lessons.curriculum import Catalog, Lesson
from lessons.diagnostics import Fault

DONE, NOT_CHECKED = 0, 2

FEW_LESSONS = 2
"""So many lessons are checked in less time by a jail that opens sooner and runs tasks slower."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Check the lessons that the arguments name, and return the exit code.

    Where the checks cannot be run, the last line says why and the exit code is NOT_CHECKED.
    """
    parser = argparse.ArgumentParser(prog="python -m grader.lesson_checks")
    parser.add_argument("--folder", type=Path, action="append", default=[])
    parser.add_argument("--seeds", type=int, default=1)
    parser.add_argument("slugs", nargs="*", metavar="SLUG")
    options = parser.parse_args(arguments)
    write = _message_writer()
    # Exercises' files are executed in this process, and may print.
    with contextlib.redirect_stdout(sys.stderr):
        try:
            catalog = load_lessons(options.slugs, *options.folder, needs_computed=False)
            lessons = [lesson for lesson in catalog.lessons() if lesson.slug in options.slugs]
            asyncio.run(_check(catalog, lessons, options.seeds, write))
        except JailError as error:
            write(ChecksFailed(reason=f"{error}; python -m grader doctor says more"))
            return NOT_CHECKED
        except CatalogError as error:  # the files have changed since the caller loaded them
            write(ChecksFailed(reason=f"the lessons have faults:\n{error}"))
            return NOT_CHECKED
        except ModuleNotFoundError as error:
            write(ModuleMissing(module=error.name or str(error)))
            return NOT_CHECKED
    return DONE


async def _check(
    catalog: Catalog,
    lessons: Sequence[Lesson],
    seeds: int,
    write: Callable[[CheckMessage], None],
) -> None:
    # These import torch, which takes a second or two and may not be installed.
    from grader.lesson_checks.checks import LessonChecks, run_checks
    from grader.lesson_checks.examinations import open_examiner
    from grader.lesson_checks.findings import Computed, Trained
    from grader.worker.grader import Grader

    async with (
        open_examiner(catalog) as examiner,
        Grader.open(catalog, warmup=warmup_for(lessons)) as grader,
    ):
        lesson_checks = LessonChecks(grader, examiner, seeds, catalog)
        checks = [check for lesson in lessons for check in lesson_checks.checks(lesson)]
        write(ChecksPlanned(checks=len(checks)))
        async for found in run_checks(checks):
            faults = [each for each in found if isinstance(each, Fault)]
            computed = {each.question: each.content for each in found if isinstance(each, Computed)}
            trained = next((each for each in found if isinstance(each, Trained)), None)
            if trained is not None:
                faults += trained.faults
            training = trained.training if trained else None
            write(CheckFinished(faults=tuple(faults), computed=computed, training=training))


def warmup_for(lessons: Sequence[Lesson]) -> Warmup:
    """Return what the jail does before the first check: all that helps, if there are many."""
    if len(lessons) > FEW_LESSONS:
        return Warmup.FULL
    files = [path for lesson in lessons for path in lesson.folder.iterdir()]
    texts = [path.read_text("utf-8") for path in files if path.suffix in {".py", ".md", ".toml"}]
    return choose_warmup("\n".join(texts))


def _message_writer() -> Callable[[CheckMessage], None]:
    """Return a function that writes messages to what is now standard output."""
    output = sys.stdout

    def write(message: CheckMessage) -> None:
        # In ASCII, so that the encoding of standard output does not matter.
        print(json.dumps(message.model_dump(mode="json")), file=output, flush=True)

    return write
