"""Writes what the bugs of repairs do, so that the bot can show it without running anything."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from common.cli_runner import CommandError
from lessons.curriculum import Lesson
from lessons.form_sources import EXAMPLES, write_examples
from lessons.forms import RepairExample

PROGRAM = (sys.executable, "-m", "grader.lesson_checks.repair_examples")


def write_repairs(lessons: Sequence[Lesson], folders: Sequence[Path]) -> list[Path]:
    """Run the bugs in the jail, and write what they do into a file of each lesson with repairs.

    Return the files that were changed. Raise CommandError where they cannot be run.
    """
    lessons = [each for each in lessons if _has_repairs(each)]
    if not lessons:
        return []
    arguments = [argument for folder in folders for argument in ("--folder", str(folder))]
    finished = subprocess.run(  # noqa: S603 - our own program
        [*PROGRAM, *arguments, "--", *(lesson.slug for lesson in lessons)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        encoding="utf-8",
        check=False,
    )
    if finished.returncode != 0:
        raise CommandError("the bugs of repairs could not be run; nothing was written")
    found = json.loads(finished.stdout)
    written = []
    for lesson in lessons:
        examples = {
            exercise: {key: RepairExample(**fields) for key, fields in bugs.items()}
            for exercise, bugs in found[lesson.slug].items()
        }
        if path := write_examples(lesson.folder, examples):
            written.append(path)
    return written


def _has_repairs(lesson: Lesson) -> bool:
    """Return whether a lesson has repairs, or a file from when it had some."""
    has_file = (lesson.folder / EXAMPLES).exists()
    return has_file or any(exercise.forms.repairs for exercise in lesson.exercises)
