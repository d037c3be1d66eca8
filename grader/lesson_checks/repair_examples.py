"""python -m grader.lesson_checks.repair_examples [--folder FOLDER]... [SLUG]...

Prints what the bugs of repairs do, as one JSON object: by lesson, exercise and mistake.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import dataclasses
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from common.cli_runner import run_main_of
from grader.jail import JailError
from grader.protocol import Grade
from lessons.catalog import load_lessons
from lessons.curriculum import Catalog, Exercise, Lesson
from lessons.forms import RepairExample

Examples = dict[str, dict[str, dict[str, RepairExample]]]


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the examples of the lessons named. Return 2 where there is no jail to run them in."""
    parser = argparse.ArgumentParser(prog="python -m grader.lesson_checks.repair_examples")
    parser.add_argument("--folder", type=Path, action="append", default=[])
    parser.add_argument("slugs", nargs="*", metavar="SLUG")
    options = parser.parse_args(arguments)
    # Exercises' files are executed in this process, and may print.
    with contextlib.redirect_stdout(sys.stderr):
        catalog = load_lessons(options.slugs, *options.folder, needs_computed=False)
        lessons = [lesson for lesson in catalog.lessons() if lesson.slug in options.slugs]
        try:
            found = asyncio.run(_examples(catalog, lessons))
        except JailError as error:
            print(f"{error}; python -m grader doctor says more")
            return 2
    print(json.dumps(found, default=dataclasses.asdict))
    return 0


async def _examples(catalog: Catalog, lessons: Sequence[Lesson]) -> Examples:
    # These import torch, which takes a second or two.
    from grader.lesson_checks.form_checks import repair_example
    from grader.worker.grader import Grader

    async with Grader.open(catalog) as grader:

        async def of_exercise(exercise: Exercise) -> dict[str, RepairExample]:
            found = {}
            for repair in exercise.forms.repairs:
                earlier = catalog.code_before(exercise)
                job = Grade(id="repair", exercise=exercise.id, code=repair.code, earlier=earlier)
                if example := repair_example(await grader.grade(job)):
                    found[repair.mistake] = example
            return found

        return {
            lesson.slug: {
                exercise.id.partition("/")[2]: await of_exercise(exercise)
                for exercise in lesson.exercises
            }
            for lesson in lessons
        }


if __name__ == "__main__":
    run_main_of("grader.lesson_checks.repair_examples")
