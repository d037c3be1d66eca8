"""python -m benchmarks.gpu_check: proves the GPU's path with a real card, and measures it.

Each step has a process of its own, a time limit, and no more than what is left of the time of all.
None changes a setting of the card. A step that fails says why in one line.
"""

from __future__ import annotations

import argparse
import signal
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.gpu_process import run_limited
from benchmarks.gpu_record import State, last_cause, read_record, record_path
from benchmarks.gpu_report import StepResult, write_report
from common.cli_runner import CommandError, Parser, epilog, run_command
from common.progress_line import progress
from grader.jail import NoDeviceError
from grader.jail.devices import require_hint

TOTAL_S = 480.0
"""For everything."""

RESERVE_S = 10.0
"""Of that, for the report and for a last process that has to be killed."""

SHORTEST_S = 5.0
"""A step that has less time left is skipped."""

CLOSING_S = 5.0
"""How long before it is killed a step stops by itself, to close its jail."""


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """A step and its limit."""

    name: str
    limit_s: float
    needs_open_card: bool = True  # without it there is no use in trying


STEPS = (
    PlannedStep("machine", 15, needs_open_card=False),
    PlannedStep("scout", 70, needs_open_card=False),
    PlannedStep("open", 60),
    PlannedStep("attacks", 120),
    PlannedStep("forgeries", 65),
    PlannedStep("submissions", 65),
    PlannedStep("sustained", 50),
    PlannedStep("curve", 30, needs_open_card=False),
    PlannedStep("hung-kernel", 40),
    PlannedStep("memory-hog", 50),
    PlannedStep("lost-context", 40),
    PlannedStep("tests", 90),
    PlannedStep("contexts", 70),
)
"""The most telling steps are first: up to `sustained` there is time for each, whatever hangs."""

COMMAND = (sys.executable, "-u", "-m", "benchmarks.gpu_step")

MakeCommand = Callable[[str, Path, float], Sequence[str]]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run all steps, and return 0 if all succeeded, else 1."""
    return run_command(parser().parse_args(arguments), _run, failure_code=1)


def parser() -> Parser:
    """Return the parser of the options."""
    root = Parser(
        prog="python -m benchmarks.gpu_check",
        description="Opens this machine's GPU in the jail, runs every attack there, grades on it,\n"
        "measures tasks, and ends hung and greedy ones. It takes 8 minutes at most and changes no\n"
        "setting of the card.",
        epilog=epilog(
            examples={
                "python -m benchmarks.gpu_check": "a table; everything else in gpu-check/",
                "python -m benchmarks.gpu_check --only scout,open": "some steps",
            },
            codes={
                0: "every step succeeded",
                1: "one did not, and its line says why; or there is no card",
                2: "wrong usage",
            },
            read_on="docs/gpu.md",
        ),
    )
    root.add_argument("out", nargs="?", type=Path, default=Path("gpu-check"), help="directory")
    root.add_argument("--only", type=_chosen, default=STEPS, help="steps, with commas")
    return root


def _chosen(text: str) -> tuple[PlannedStep, ...]:
    known = {step.name: step for step in STEPS}
    names = text.split(",")
    if unknown := [name for name in names if name not in known]:
        raise argparse.ArgumentTypeError(
            f"there is no step {unknown[0]}; there are {', '.join(known)}"
        )
    return tuple(known[name] for name in names)


def _run(options: argparse.Namespace) -> int:
    try:
        require_hint("cuda:0")
    except NoDeviceError as error:
        raise CommandError(
            f"gpu-check: no card was found, so nothing was checked: {error}"
        ) from error
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # also then there is a report
    results = check(options.only, options.out)
    print((options.out / "table.txt").read_text(encoding="utf-8"), end="")
    return 0 if all(result.state is State.OK for result in results) else 1


def make_command(name: str, out: Path, limit_s: float) -> Sequence[str]:
    """Return the command that runs a step, which stops by itself a little before its limit."""
    return (*COMMAND, name, str(out), f"{max(limit_s - CLOSING_S, SHORTEST_S):.1f}")


def check(
    steps: Iterable[PlannedStep],
    out: Path,
    *,
    total_s: float = TOTAL_S,
    make_command: MakeCommand = make_command,
) -> list[StepResult]:
    """Run the steps one after the other, and return their results, which are files as well."""
    end = time.monotonic() + total_s - RESERVE_S
    out = out.absolute()
    out.mkdir(parents=True, exist_ok=True)
    results: list[StepResult] = []
    card_opens = True
    with progress("gpu-check") as line:
        for step in steps:
            line.set_text(step.name)
            limit_s = min(step.limit_s, end - time.monotonic())
            if limit_s < SHORTEST_S:
                result = StepResult(step.name, State.SKIPPED, "no time left")
            elif step.needs_open_card and not card_opens:
                result = StepResult(step.name, State.SKIPPED, "the card did not open: see scout")
            else:
                result = _run_step(step.name, out, limit_s, make_command)
            results.append(result)
            write_report(out, results)
            card_opens = card_opens and (step.name != "scout" or result.state is State.OK)
    return results


def _run_step(name: str, out: Path, limit_s: float, make_command: MakeCommand) -> StepResult:
    """Run a step in its process. Whatever happens to that is a result."""
    record_path(out, name).unlink(missing_ok=True)
    log = out / f"{name}.log"
    ending = run_limited(make_command(name, out, limit_s), log, limit_s)
    record = read_record(out, name)
    if record.state is State.RUNNING:
        cause = last_cause(log.read_text(encoding="utf-8", errors="replace"))
        record.stop(f"{ending.description}: {cause}" if cause else ending.description)
    seconds = round(ending.seconds, 1)
    return StepResult(name, record.state, record.summary, seconds, record.figures)


if __name__ == "__main__":
    sys.exit(main())
