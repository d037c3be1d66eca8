"""Reads what the commands of `python -m grader` work on: settings, lessons and files of code."""

from __future__ import annotations

import argparse
import functools
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from common.cli_runner import CommandError, read_stdin, reading_settings

if TYPE_CHECKING:
    from common.message_reader.records import Paste
    from common.operations.settings import OperatingSettings
    from grader.jail import Limits
    from grader.worker.gpu import GpuSettings
    from lessons.curriculum import Catalog, Exercise

_NOTEBOOK_PROBLEMS = {
    "empty": "it is empty",
    "not-json": "it is not JSON",
    "no-cells": "it has no cells",
    "no-code": "it has no code cells",
}


def load_exercise(options: argparse.Namespace, exercise_id: str) -> tuple[Catalog, Exercise]:
    """Return the exercise of that id, and a catalogue of the lessons that it needs.

    Raise CommandError if there is no such exercise, or if these lessons have faults.
    """
    from grader.worker.unknown_exercise import describe_unknown_exercise
    from lessons.catalog import load_for

    catalog = load_catalog(options, functools.partial(load_for, exercise_id))
    exercise = catalog.exercise(exercise_id)
    if exercise is None:
        raise CommandError(describe_unknown_exercise(load_catalog(options), exercise_id))
    return catalog, exercise


def load_catalog(
    options: argparse.Namespace, load: Callable[..., Catalog] | None = None
) -> Catalog:
    """Return the catalogue that the options name. Raise CommandError if it has faults."""
    from lessons.catalog import CatalogError

    try:
        return read_catalog(options, load)
    except CatalogError as problem:
        raise CommandError(f"the lessons have faults:\n{problem}") from problem


def read_catalog(
    options: argparse.Namespace, load: Callable[..., Catalog] | None = None
) -> Catalog:
    """Return the catalogue that the options name, or else the environment.

    `load` replaces the function that loads it. Raise CatalogError if it has faults.
    """
    from lessons import catalog
    from lessons.folders import is_yes, split_folders

    own = split_folders(os.environ.get("TENSEI_LESSONS", ""))
    hidden = options.no_built_in or not is_yes(os.environ.get("TENSEI_BUILT_IN_LESSONS", ""))
    return (load or catalog.load)(*(options.lessons or own), built_in=not hidden)


def read_operating_settings() -> OperatingSettings:
    """Return the settings of logs and health checks. Raise CommandError for an unusable one."""
    from grader import settings

    with reading_settings():
        return settings.read_operating()


def read_limits() -> Limits:
    """Return what one submission may use. Raise CommandError for an unusable setting."""
    from grader import settings

    with reading_settings():
        return settings.read_limits()


def read_gpu_settings() -> GpuSettings:
    """Return what is set about the GPU. Raise CommandError for an unusable setting."""
    from grader import settings

    with reading_settings():
        return settings.read_gpu_settings()


def read_program(file: str, exercise: Exercise | None = None) -> Paste | None:
    """Return the program in a file, as the chat makes it; None if the file is no text.

    What was repaired is said on standard error.

    Raise CommandError if the file cannot be read, or is named .ipynb and is not a notebook.
    """
    from common.message_reader.program import assemble
    from common.message_reader.reader import read_file
    from common.message_reader.records import EncodingError, NotebookError
    from lessons.starters import starter_fingerprints

    try:
        raw = read_stdin("the code") if file == "-" else Path(file).read_bytes()
    except (OSError, ValueError) as problem:
        why = getattr(problem, "strerror", None) or str(problem)
        raise CommandError(
            f"cannot read {file}: {why}. Name a .py or .ipynb file, or - for standard input."
        ) from problem
    try:
        parts = read_file(raw, file)
    except EncodingError:
        return None
    except NotebookError as problem:
        raise CommandError(
            f"{file} is no Jupyter notebook ({_NOTEBOOK_PROBLEMS[problem.reason]}). Save it again,"
            " or name a .py file with the code."
        ) from problem
    if exercise is None:
        program = assemble(parts)
    else:
        program = assemble(parts, (exercise.function,), starter_fingerprints((exercise,)))
    if program.repairs:
        print(f"repaired  {', '.join(program.repairs)}", file=sys.stderr)
    return program
