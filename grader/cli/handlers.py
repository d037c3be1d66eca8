"""The commands of `python -m grader`. Each returns its exit code."""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import sys
from collections.abc import Coroutine
from typing import TYPE_CHECKING, TypeVar

from common.cli_runner import CommandError, reading_settings
from common.progress_line import progress
from grader.cli import inputs

if TYPE_CHECKING:
    from grader.protocol import RunResult, Verdict

T = TypeVar("T")

DONE, NOT_PASSED, NOT_GRADED = 0, 1, 2
SOME_NOT_GRADED = 1
"""The exit code of a batch of which some lines could not be graded."""


def configure_logging(options: argparse.Namespace) -> None:
    """Set up logging: by the settings for `work`, and warnings only for the other commands."""
    from common.operations.job_context import configure_logging as set_up

    if options.command is not work:
        set_up("grader", options.log_level or "WARNING", "text")
        return
    settings = inputs.read_operating_settings()
    set_up("grader", options.log_level or settings.log_level, settings.log_format)


def work(options: argparse.Namespace) -> int:
    """Serve bots until stopped by a signal. Raise CommandError if the grader cannot start."""
    if not options.stdio:
        return _serve(options)
    from grader.worker.stdio_worker import work as serve_stdio

    limits, gpu = inputs.read_limits(), inputs.read_gpu_settings()
    catalog = inputs.load_catalog(options)
    _run_to_end(
        serve_stdio(
            catalog,
            spares=options.spares,
            limits=limits,
            gpu=gpu,
            unsafe_no_jail=options.unsafe_no_jail,
            reload=lambda: inputs.read_catalog(options),
        )
    )
    return DONE


def _serve(options: argparse.Namespace) -> int:
    from common.operations.health_server import HealthServerError
    from grader.settings import read_queue_url

    with reading_settings():
        url = read_queue_url()
    limits, operating = inputs.read_limits(), inputs.read_operating_settings()
    gpu = inputs.read_gpu_settings()
    catalog = inputs.load_catalog(options)
    from grader.worker.pull_worker import serve

    try:
        _run_to_end(
            serve(
                url,
                catalog,
                spares=options.spares,
                limits=limits,
                gpu=gpu,
                operating=operating,
                unsafe_no_jail=options.unsafe_no_jail,
                reload=lambda: inputs.read_catalog(options),
            )
        )
    except HealthServerError as problem:
        raise CommandError(str(problem)) from problem
    return DONE


def grade(options: argparse.Namespace) -> int:
    """Print the verdict on a file, or on each line of a batch. Raise CommandError for none."""
    from grader.cli.terminal_output import format_verdict
    from grader.protocol import Grade, Status, Verdict
    from grader.worker.single_task import open_for_one_task

    if options.batch is not None:
        return _grade_batch(options)
    for name, value in (("FILE", options.file), ("--exercise", options.exercise)):
        if value is None:
            options.parser.error(f"the following arguments are required: {name}")
    catalog, exercise = inputs.load_exercise(options, options.exercise)
    program = inputs.read_program(options.file, exercise)
    limits, gpu = inputs.read_limits(), inputs.read_gpu_settings()

    async def graded() -> Verdict:
        if program is None or program.not_attempted:
            reason = "not-utf-8" if program is None else "not-attempted"
            return Verdict(status=Status.INVALID, exercise=options.exercise, reason=reason)
        earlier = catalog.code_before(exercise)
        async with open_for_one_task(
            catalog,
            earlier + program.code,
            limits=limits,
            unsafe_no_jail=options.unsafe_no_jail,
            gpu=gpu if exercise.prefers_gpu else None,
        ) as grader:
            line.set_text("grading")
            job = Grade(id="cli", exercise=exercise.id, code=program.code, earlier=earlier)
            return await grader.grade(job)

    with progress("starting torch in the sandbox", quiet=options.json) as line:
        verdict = _run_to_end(graded())
    print(verdict.model_dump_json() if options.json else format_verdict(verdict))
    return DONE if verdict.status is Status.PASSED else NOT_PASSED


def _grade_batch(options: argparse.Namespace) -> int:
    for name, value in (("FILE", options.file), ("--exercise", options.exercise)):
        if value is not None:
            options.parser.error(f"--batch names its own file and exercises; leave {name} out")
    limits, gpu = inputs.read_limits(), inputs.read_gpu_settings()
    catalog = inputs.load_catalog(options)
    from grader.cli.batch import grade_batch

    return SOME_NOT_GRADED if _run_to_end(grade_batch(options, catalog, limits, gpu)) else DONE


def replay(options: argparse.Namespace) -> int:
    """Grade a stored submission again. Return NOT_PASSED if its verdict differs."""
    from grader.cli import replay as replaying
    from grader.worker.single_task import open_for_one_task

    stored = replaying.read_stored(options.file)
    catalog, _ = inputs.load_exercise(options, stored.exercise)
    limits, gpu = inputs.read_limits(), inputs.read_gpu_settings()

    async def replayed() -> replaying.Replay:
        async with open_for_one_task(
            catalog,
            stored.earlier + stored.code,
            limits=limits,
            unsafe_no_jail=options.unsafe_no_jail,
            gpu=gpu if stored.device != "cpu" else None,
        ) as grader:
            line.set_text("grading")
            return await replaying.replay(grader, catalog, stored)

    with progress("starting torch in the sandbox", quiet=options.json) as line:
        result = _run_to_end(replayed())
    replaying.print_replay(result, as_json=options.json)
    return NOT_PASSED if result.differences else DONE


def run(options: argparse.Namespace) -> int:
    """Run a file, and print its output, value and error. Raise CommandError if it cannot run."""
    from grader.protocol import Run, RunResult, Status
    from grader.worker.single_task import open_for_one_task

    program = inputs.read_program(options.file)
    limits = inputs.read_limits()
    catalog = inputs.load_catalog(options)

    async def ran() -> RunResult:
        if program is None:
            return RunResult(status=Status.INVALID, reason="not-utf-8")
        async with open_for_one_task(
            catalog, program.code, limits=limits, unsafe_no_jail=options.unsafe_no_jail
        ) as grader:
            line.set_text("running")
            return await grader.run(Run(id="cli", code=program.code))

    with progress("starting torch in the sandbox", quiet=options.json) as line:
        result = _run_to_end(ran())
    if options.json:
        print(result.model_dump_json())
    else:
        _print_result(result)
    return DONE if result.status is Status.PASSED else NOT_PASSED


def _print_result(result: RunResult) -> None:
    from grader.protocol import Status

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
    """Print the results of grader/benchmark.py. Raise CommandError if they cannot be measured."""
    catalog = inputs.load_catalog(options)
    with progress("loading torch", quiet=options.json) as line:
        from grader.benchmark import measure as run_benchmark

        try:
            results = _run_to_end(run_benchmark(catalog, report_progress=line.set_text))
        except LookupError as problem:
            raise CommandError(f"{problem.args[0]}; the benchmark submits to it") from problem
    if options.json:
        print(json.dumps(results))
    else:
        for key, value in results.items():
            print(f"{key:24}{'not here' if value is None else f'{value:,.2f}':>12}")
    return DONE


def measure(options: argparse.Namespace) -> int:
    """Print how long matrix products take on this machine."""
    from grader.cli.terminal_output import format_measurement

    with progress("loading torch", quiet=options.json) as line:
        from grader.matmul.matmul_benchmark import measure as run_measurement

        if hasattr(os, "nice"):
            os.nice(10)  # verdicts of learners have priority
        line.set_text("multiplying matrices")
        measurement = run_measurement()
    print(measurement.model_dump_json() if options.json else format_measurement(measurement))
    return DONE


def doctor(options: argparse.Namespace) -> int:
    """Print the active sandbox layers. Return NOT_PASSED if nothing can be graded here."""
    with progress("testing every sandbox layer", quiet=options.json):
        from grader.doctor import inspect_machine

        report = inspect_machine()
    print(json.dumps(report.as_json()) if options.json else report.as_text())
    return DONE if report.can_grade else NOT_PASSED


def ready(_: argparse.Namespace) -> int:
    """Check that a grader on this machine is ready. Raise CommandError if none responds."""
    from common.operations.health_client import HealthClientError, is_ready
    from common.operations.health_server import GRADER_PORT

    settings = inputs.read_operating_settings()
    try:
        with progress("asking the grader"):
            is_grader_ready, missing = is_ready(
                settings.health_host, settings.health_port or GRADER_PORT
            )
    except HealthClientError as problem:
        raise CommandError(
            f"the grader is not ready: {problem}. Start it with: python -m grader work"
        ) from None
    if not is_grader_ready:
        print(f"The grader is not ready: {missing}", file=sys.stderr)
        return NOT_PASSED
    print("ready")
    return DONE


def reload(_: argparse.Namespace) -> int:
    """Make the grader on this machine take changed lessons in. Raise CommandError without one."""
    from common.operations.health_client import HealthClientError, request_reload
    from common.operations.health_server import GRADER_PORT

    settings = inputs.read_operating_settings()
    try:
        request_reload(settings.health_host, settings.health_port or GRADER_PORT)
    except HealthClientError as problem:
        raise CommandError(f"the lessons were not reloaded: {problem}") from None
    print("The grader loads its lessons again; its log says what it found.")
    return DONE


def _run_to_end(work: Coroutine[object, object, T]) -> T:
    """Run a coroutine, and raise CommandError if the jail failed."""
    from grader.jail import JailError

    try:
        return asyncio.run(work)
    except JailError as problem:
        raise CommandError(str(problem)) from problem
