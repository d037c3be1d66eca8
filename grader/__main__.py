"""python -m grader work | grade | run | bench | measure | ready | doctor"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import sys
from collections.abc import Coroutine, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from grader.protocol import Grade, Measurement, Run, RunResult, Status, Verdict
from lessons.records import Catalog

if TYPE_CHECKING:
    from grader.jail import Limits
    from grader.operating.settings import OperatingSettings

T = TypeVar("T")

DONE, NOT_PASSED, NOT_GRADED = 0, 1, 2


class CannotGrade(Exception):
    """Why nothing could be graded, in one sentence that says what to do next."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command. Returns 0 for passed, 1 for not passed, 2 for could not be graded."""
    options = _parser().parse_args(arguments)
    try:
        _set_up_logs(options)
        code: int = options.command(options)
    except CannotGrade as problem:
        if getattr(options, "json", False):
            print(json.dumps({"error": str(problem)}))
        print(f"grader: {problem}", file=sys.stderr)
        return NOT_GRADED
    except KeyboardInterrupt:
        return 130
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m grader",
        description="Runs learners' code in a jail and judges it against reference solutions.",
        epilog="Exit status of grade and run: 0 passed, 1 not passed, 2 could not be graded.",
    )
    parser.add_argument(
        "--log-level",
        type=str.upper,
        choices=("DEBUG", "INFO", "WARNING", "ERROR"),
        help="what is logged to standard error (WARNING; for work as TENSEI_LOG_LEVEL says)",
    )
    parser.add_argument(
        "--lessons",
        type=Path,
        action="append",
        default=[],
        metavar="FOLDER",
        help="a folder with tracks of your own, beside the built-in ones (or: TENSEI_LESSONS)",
    )
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")

    work = commands.add_parser("work", help="take jobs from bots and answer them")
    work.add_argument(
        "--stdio",
        action="store_true",
        help="from the bot that started us, as JSON lines; else from TENSEI_DATABASE_URL",
    )
    work.add_argument("--spares", type=int, default=2, help="children that wait ready (2)")
    _add_unsafe(work)
    work.set_defaults(command=_work)

    grade = commands.add_parser("grade", help="grade a file as a submission")
    grade.add_argument("file", metavar="FILE", help=".py or .ipynb; - reads standard input")
    grade.add_argument("--exercise", required=True, metavar="ID", help="such as tensors/to-float")
    grade.add_argument("--json", action="store_true", help="print the verdict as JSON")
    _add_unsafe(grade)
    grade.set_defaults(command=_grade)

    run = commands.add_parser("run", help="run a file in the jail, as a notebook cell")
    run.add_argument("file", metavar="FILE", help=".py or .ipynb; - reads standard input")
    run.add_argument("--json", action="store_true", help="print the result as JSON")
    _add_unsafe(run)
    run.set_defaults(command=_run)

    bench = commands.add_parser("bench", help="measure warm and cold verdicts in one run")
    bench.add_argument("--json", action="store_true", help="print the figures as JSON")
    bench.set_defaults(command=_bench)

    measure = commands.add_parser("measure", help="time matrix products on the CPU and the GPU")
    measure.add_argument("--json", action="store_true", help="print the measurement as JSON")
    measure.set_defaults(command=_measure)

    ready = commands.add_parser(
        "ready", help="exit 0 if a grader that works for many bots is ready here"
    )
    ready.set_defaults(command=_ready)

    doctor = commands.add_parser("doctor", help="say which walls stand, and how to raise the rest")
    doctor.add_argument("--json", action="store_true", help="print it as JSON")
    doctor.set_defaults(command=_doctor)
    return parser


def _set_up_logs(options: argparse.Namespace) -> None:
    """As the settings say for a grader that works; quietly for commands that somebody types."""
    from grader.operating.logs import set_up_logs

    if options.command is not _work:
        set_up_logs("grader", options.log_level or "WARNING", "text")
        return
    settings = _operating()
    set_up_logs("grader", options.log_level or settings.log_level, settings.log_format)


def _add_unsafe(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--unsafe-no-jail",
        action="store_true",
        help="run without any wall: for your own code only, where no jail can stand (macOS)",
    )


def _work(options: argparse.Namespace) -> int:
    if not options.stdio:
        return _serve(options)
    from grader.stdio import work

    catalog = _catalog(options)
    limits = _limits()
    _jailed(
        work(catalog, spares=options.spares, limits=limits, unsafe_no_jail=options.unsafe_no_jail)
    )
    return DONE


def _serve(options: argparse.Namespace) -> int:
    from grader.operating.health import HealthProblem
    from grader.settings import SettingsProblem, read_queue_url

    try:
        url = read_queue_url()
    except SettingsProblem as problem:
        raise CannotGrade(str(problem)) from problem
    catalog, limits, operating = _catalog(options), _limits(), _operating()
    from grader.serving import serve

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
    except HealthProblem as problem:
        raise CannotGrade(str(problem)) from problem
    return DONE


def _grade(options: argparse.Namespace) -> int:
    from grader.worker import Grader
    from lessons.catalog import nearest

    catalog = _catalog(options)
    if catalog.exercise(options.exercise) is None:
        close = nearest(options.exercise, [e.id for e in catalog.exercises()])
        hint = f"did you mean {close}?" if close else "python -m lessons list shows them all."
        raise CannotGrade(f"there is no exercise {options.exercise!r}; {hint}")
    code = _read_code(options.file)
    limits = _limits()

    async def grade() -> Verdict:
        if code is None:
            return Verdict(status=Status.INVALID, exercise=options.exercise, reason="not-utf-8")
        async with Grader.open(
            catalog, spares=1, limits=limits, unsafe_no_jail=options.unsafe_no_jail
        ) as grader:
            await grader.settled()  # a card may be there, and takes its time
            return await grader.grade(Grade(id="cli", exercise=options.exercise, code=code))

    verdict = _jailed(grade())
    print(verdict.model_dump_json() if options.json else _in_words(verdict))
    return DONE if verdict.status is Status.PASSED else NOT_PASSED


def _run(options: argparse.Namespace) -> int:
    from grader.worker import Grader

    catalog = _catalog(options)
    code = _read_code(options.file)
    limits = _limits()

    async def run() -> RunResult:
        if code is None:
            return RunResult(status=Status.INVALID, reason="not-utf-8")
        async with Grader.open(
            catalog, spares=1, limits=limits, unsafe_no_jail=options.unsafe_no_jail
        ) as grader:
            return await grader.run(Run(id="cli", code=code))

    result = _jailed(run())
    if options.json:
        print(result.model_dump_json())
    else:
        sys.stdout.write(result.stdout)
        sys.stderr.write(result.stderr)
        if result.value is not None:
            print(result.value)
        if result.raised:
            print(result.raised.traceback or result.raised.message, file=sys.stderr)
        if result.figures:
            print(f"({len(result.figures)} figures; --json gives them as PNG)", file=sys.stderr)
        if result.status is not Status.PASSED:
            reason = f" ({result.reason})" if result.reason else ""
            print(f"{result.status}{reason}", file=sys.stderr)
    return DONE if result.status is Status.PASSED else NOT_PASSED


def _bench(options: argparse.Namespace) -> int:
    from grader.bench import measure

    def say(step: str) -> None:
        if sys.stderr.isatty():
            print(f"\r\033[K{step}…", end="", file=sys.stderr, flush=True)

    try:
        figures = _jailed(measure(_catalog(options), say=say))
    except LookupError as problem:
        raise CannotGrade(f"{problem.args[0]}; the bench submits to it") from problem
    if sys.stderr.isatty():
        print("\r\033[K", end="", file=sys.stderr)
    if options.json:
        print(json.dumps(figures))
    else:
        for key, value in figures.items():
            print(f"{key:24}{'not here' if value is None else f'{value:,.2f}':>12}")
    return DONE


def _measure(options: argparse.Namespace) -> int:
    from grader.measure import measure

    if hasattr(os, "nice"):
        os.nice(10)  # a learner's verdict goes first
    measurement = measure()
    print(measurement.model_dump_json() if options.json else _in_columns(measurement))
    return DONE


def _doctor(options: argparse.Namespace) -> int:
    from grader.doctor import examine

    report = examine()
    print(json.dumps(report.as_json()) if options.json else report.as_text())
    return DONE if report.can_grade else NOT_PASSED


def _catalog(options: argparse.Namespace) -> Catalog:
    from lessons.catalog import CatalogError, load

    own = os.environ.get("TENSEI_LESSONS")
    try:
        return load(*(options.lessons or ([Path(own)] if own else [])))
    except CatalogError as problem:
        raise CannotGrade(f"the lessons have faults:\n{problem}") from problem


def _ready(_: argparse.Namespace) -> int:
    from grader.operating.asking import NoAnswer, is_ready
    from grader.operating.health import GRADER_PORT

    settings = _operating()
    try:
        ready, missing = is_ready(settings.health_host, settings.health_port or GRADER_PORT)
    except NoAnswer as problem:
        raise CannotGrade(f"the grader is not ready: {problem}") from None
    if not ready:
        print(f"The grader is not ready: {missing}", file=sys.stderr)
        return NOT_PASSED
    print("ready")
    return DONE


def _operating() -> OperatingSettings:
    from grader.settings import SettingsProblem, read_operating

    try:
        return read_operating()
    except SettingsProblem as problem:
        raise CannotGrade(str(problem)) from problem


def _limits() -> Limits:
    from grader.settings import SettingsProblem, read_limits

    try:
        return read_limits()
    except SettingsProblem as problem:
        raise CannotGrade(str(problem)) from problem


def _read_code(file: str) -> str | None:
    """The code in a file, repaired as pasted code is; None when it is not UTF-8.

    Raises CannotGrade when the file cannot be read.
    """
    from lessons.paste import code_in_file

    try:
        raw = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    except OSError as problem:
        raise CannotGrade(
            f"cannot read {file}: {problem.strerror}. Name a .py or .ipynb file, or - for standard"
            " input."
        ) from problem
    try:
        return code_in_file(raw, notebook=file.endswith(".ipynb"))
    except UnicodeDecodeError:
        return None


def _jailed(work: Coroutine[object, object, T]) -> T:
    from grader.jail import JailError

    try:
        return asyncio.run(work)
    except JailError as problem:
        raise CannotGrade(str(problem)) from problem


def _in_words(verdict: Verdict) -> str:
    """The verdict for a terminal; the chat has kinder words in two languages."""
    lines = [f"{verdict.status}  {verdict.exercise}"]
    problem = verdict.problem
    if verdict.reason:
        lines.append(f"reason    {verdict.reason}")
    if problem:
        lines.append(f"problem   {problem.kind}")
        for name in ("mistake", "input", "expected", "got"):
            value = getattr(problem, name)
            if value is not None:
                lines.append(f"{name:10}" + value.replace("\n", "\n" + " " * 10))
        if problem.raised:
            lines.append(problem.raised.traceback or problem.raised.message)
    if verdict.remarks:
        lines.append(f"remarks   {', '.join(verdict.remarks)}")
    spent = verdict.milliseconds
    lines.append(
        f"took      {spent.total:.1f} ms (run {spent.run:.1f}, judge {spent.judge:.1f})"
        f" on {verdict.device}, behind {', '.join(verdict.jail) or 'no wall'}"
    )
    return "\n".join(lines)


def _in_columns(measurement: Measurement) -> str:
    """The times for a terminal, in milliseconds."""
    columns = [("CPU", measurement.cpu_ms)]
    if measurement.gpu_ms and measurement.with_copies_ms:
        columns += [("GPU", measurement.gpu_ms), ("with copies", measurement.with_copies_ms)]
    head = f"{'n':>6}" + "".join(f"{f'{name} ms':>16}" for name, _ in columns)
    rows = (
        f"{n:6}" + "".join(f"{times[at]:16.4f}" for _, times in columns)
        for at, n in enumerate(measurement.sizes)
    )
    devices = f"{measurement.cpu}, threads: {measurement.threads}; {measurement.gpu or 'no GPU'}"
    return "\n".join((head, *rows, f"{devices}; torch {measurement.torch}"))


if __name__ == "__main__":
    sys.exit(main())
