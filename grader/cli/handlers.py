"""What each command of python -m grader does, and its exit code."""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import sys
from collections.abc import Coroutine
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from common.cli_runner import CommandError, read_stdin, reading_settings
from common.progress_line import progress
from grader.cli.terminal_output import measurement_in_columns, verdict_in_words
from grader.protocol import Grade, Run, RunResult, Status, Verdict
from lessons.curriculum import Catalog

if TYPE_CHECKING:
    from common.operations.settings import OperatingSettings
    from grader.jail import Limits

T = TypeVar("T")

DONE, NOT_PASSED, NOT_GRADED = 0, 1, 2


def set_up_logs(options: argparse.Namespace) -> None:
    """As the settings say for a grader that works; quietly for commands that somebody types."""
    from common.operations.job_context import configure_logging as set_up

    if options.command is not work:
        set_up("grader", options.log_level or "WARNING", "text")
        return
    settings = _operating()
    set_up("grader", options.log_level or settings.log_level, settings.log_format)


def work(options: argparse.Namespace) -> int:
    """Serves bots until it is told to stop. Raises CommandError where it cannot start."""
    if not options.stdio:
        return _serve(options)
    from grader.worker.stdio_worker import work as answer

    catalog = _catalog(options)
    limits = _limits()
    _jailed(
        answer(catalog, spares=options.spares, limits=limits, unsafe_no_jail=options.unsafe_no_jail)
    )
    return DONE


def _serve(options: argparse.Namespace) -> int:
    from common.operations.health_server import HealthServerError
    from grader.settings import read_queue_url

    with reading_settings():
        url = read_queue_url()
    catalog, limits, operating = _catalog(options), _limits(), _operating()
    from grader.worker.pull_worker import serve

    try:
        _jailed(
            serve(
                url,
                catalog,
                spares=options.spares,
                limits=limits,
                operating=operating,
                unsafe_no_jail=options.unsafe_no_jail,
            )
        )
    except HealthServerError as problem:
        raise CommandError(str(problem)) from problem
    return DONE


def grade(options: argparse.Namespace) -> int:
    """Prints the verdict on a file. Raises CommandError where there is none."""
    from lessons.catalog import find_nearest

    catalog = _catalog(options)
    if catalog.exercise(options.exercise) is None:
        close = find_nearest(options.exercise, [e.id for e in catalog.exercises()])
        hint = f"did you mean {close}?" if close else "python -m lessons list shows them all."
        raise CommandError(f"there is no exercise {options.exercise!r}; {hint}")
    code = _read_code(options.file)
    limits = _limits()

    async def graded() -> Verdict:
        if code is None:
            return Verdict(status=Status.INVALID, exercise=options.exercise, reason="not-utf-8")
        from grader.worker.grader import Grader

        async with Grader.open(
            catalog, spares=1, limits=limits, unsafe_no_jail=options.unsafe_no_jail
        ) as grader:
            line.set_text("grading")
            return await grader.grade(Grade(id="cli", exercise=options.exercise, code=code))

    with progress("starting torch behind the walls", quiet=options.json) as line:
        verdict = _jailed(graded())
    print(verdict.model_dump_json() if options.json else verdict_in_words(verdict))
    return DONE if verdict.status is Status.PASSED else NOT_PASSED


def run(options: argparse.Namespace) -> int:
    """Prints what a file prints, shows and raises. Raises CommandError where it cannot be run."""
    catalog = _catalog(options)
    code = _read_code(options.file)
    limits = _limits()

    async def ran() -> RunResult:
        if code is None:
            return RunResult(status=Status.INVALID, reason="not-utf-8")
        from grader.worker.grader import Grader

        async with Grader.open(
            catalog, spares=1, limits=limits, unsafe_no_jail=options.unsafe_no_jail
        ) as grader:
            line.set_text("running")
            return await grader.run(Run(id="cli", code=code))

    with progress("starting torch behind the walls", quiet=options.json) as line:
        result = _jailed(ran())
    if options.json:
        print(result.model_dump_json())
    else:
        _print(result)
    return DONE if result.status is Status.PASSED else NOT_PASSED


def _print(result: RunResult) -> None:
    print(result.stdout, end="")
    print(result.stderr, end="", file=sys.stderr)
    if result.value is not None:
        print(result.value)
    if result.raised:
        print(result.raised.traceback or result.raised.message, file=sys.stderr)
    if result.figures:
        print(f"({len(result.figures)} figures; --json gives them as PNG)", file=sys.stderr)
    if result.figures_left_out:
        print(f"({result.figures_left_out} more were too many or too large)", file=sys.stderr)
    if result.status is not Status.PASSED:
        reason = f" ({result.reason})" if result.reason else ""
        print(f"{result.status}{reason}", file=sys.stderr)


def bench(options: argparse.Namespace) -> int:
    """Print the figures of grader/benchmark.py. Raise CommandError if nothing can be measured."""
    catalog = _catalog(options)
    with progress("loading torch", quiet=options.json) as line:
        from grader.benchmark import measure as figures_of

        try:
            figures = _jailed(figures_of(catalog, say=line.set_text))
        except LookupError as problem:
            raise CommandError(f"{problem.args[0]}; the bench submits to it") from problem
    if options.json:
        print(json.dumps(figures))
    else:
        for key, value in figures.items():
            print(f"{key:24}{'not here' if value is None else f'{value:,.2f}':>12}")
    return DONE


def measure(options: argparse.Namespace) -> int:
    """Prints how long matrix products take here."""
    with progress("loading torch", quiet=options.json) as line:
        from grader.matmul.matmul_benchmark import measure as measured

        if hasattr(os, "nice"):
            os.nice(10)  # a learner's verdict goes first
        line.set_text("multiplying matrices")
        measurement = measured()
    print(measurement.model_dump_json() if options.json else measurement_in_columns(measurement))
    return DONE


def doctor(options: argparse.Namespace) -> int:
    """Prints which walls stand here; NOT_PASSED where nothing can be graded."""
    with progress("trying every wall", quiet=options.json):
        from grader.doctor import examine

        report = examine()
    print(json.dumps(report.as_json()) if options.json else report.as_text())
    return DONE if report.can_grade else NOT_PASSED


def ready(_: argparse.Namespace) -> int:
    """Whether a grader on this machine is ready. Raises CommandError where none answers."""
    from common.operations.health_client import HealthClientError, is_ready
    from common.operations.health_server import GRADER_PORT

    settings = _operating()
    try:
        with progress("asking the grader"):
            is_so, missing = is_ready(settings.health_host, settings.health_port or GRADER_PORT)
    except HealthClientError as problem:
        raise CommandError(
            f"the grader is not ready: {problem}. Start it with: python -m grader work"
        ) from None
    if not is_so:
        print(f"The grader is not ready: {missing}", file=sys.stderr)
        return NOT_PASSED
    print("ready")
    return DONE


def _catalog(options: argparse.Namespace) -> Catalog:
    from lessons.catalog import CatalogError, load

    own = os.environ.get("TENSEI_LESSONS")
    try:
        return load(*(options.lessons or ([Path(own)] if own else [])))
    except CatalogError as problem:
        raise CommandError(f"the lessons have faults:\n{problem}") from problem


def _operating() -> OperatingSettings:
    from grader.settings import read_operating

    with reading_settings():
        return read_operating()


def _limits() -> Limits:
    from grader.settings import read_limits

    with reading_settings():
        return read_limits()


def _read_code(file: str) -> str | None:
    """The code in a file, repaired as pasted code is; None when it is not UTF-8.

    Raises CommandError when the file cannot be read, or is no notebook though its name says so.
    """
    from lessons.paste import code_in_file, extract_notebook_code

    try:
        raw = read_stdin("the code") if file == "-" else Path(file).read_bytes()
    except (OSError, ValueError) as problem:
        why = getattr(problem, "strerror", None) or str(problem)
        raise CommandError(
            f"cannot read {file}: {why}. Name a .py or .ipynb file, or - for standard input."
        ) from problem
    is_notebook = file.endswith(".ipynb")
    try:
        if is_notebook and extract_notebook_code(raw.decode("utf-8-sig")) is None:
            raise CommandError(
                f"{file} is no Jupyter notebook (JSON with cells). Save it again, or name a .py"
                " file with the code."
            )
        return code_in_file(raw, notebook=is_notebook)
    except UnicodeDecodeError:
        return None


def _jailed(work: Coroutine[object, object, T]) -> T:
    from grader.jail import JailError

    try:
        return asyncio.run(work)
    except JailError as problem:
        raise CommandError(str(problem)) from problem
