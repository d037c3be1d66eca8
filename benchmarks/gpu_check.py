"""python -m benchmarks.gpu_check: proves the GPU's path with a real card, and measures it.

Every step has a time limit, and none changes a setting of the card. A step that fails says why in
one line, and the next ones run all the same.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.gpu_card import Card
from benchmarks.gpu_steps import STEPS
from common.cli_runner import Parser, epilog, run_command
from common.progress_line import progress


@dataclass(frozen=True, slots=True)
class StepResult:
    """The result of a step: whether it succeeded, why or why not in one line, and figures."""

    name: str
    ok: bool
    summary: str
    seconds: float
    figures: dict[str, Any] = field(default_factory=dict)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run all steps, and return 0 if all succeeded, else 1."""
    return run_command(parser().parse_args(arguments), _run, failure_code=1)


def parser() -> Parser:
    """Return the parser of the options."""
    root = Parser(
        prog="python -m benchmarks.gpu_check",
        description="Opens this machine's GPU in the jail, runs the tests that need one, ends\n"
        "hung and greedy tasks, and measures warm tasks and submissions. It takes a few minutes\n"
        "and changes no setting of the card.",
        epilog=epilog(
            examples={
                "python -m benchmarks.gpu_check": "a table; everything else in gpu-check/",
                "python -m benchmarks.gpu_check --only scout,open": "some steps",
            },
            codes={
                0: "every step succeeded",
                1: "one did not; its line says why",
                2: "wrong usage",
            },
            read_on="docs/gpu.md",
        ),
    )
    root.add_argument("out", nargs="?", type=Path, default=Path("gpu-check"), help="directory")
    root.add_argument("--only", type=_step_names, default=tuple(STEPS), help="steps, with commas")
    return root


def _step_names(text: str) -> tuple[str, ...]:
    names = tuple(text.split(","))
    if unknown := [name for name in names if name not in STEPS]:
        known = ", ".join(STEPS)
        raise argparse.ArgumentTypeError(f"there is no step {unknown[0]}; there are {known}")
    return names


def _run(options: argparse.Namespace) -> int:
    out: Path = options.out
    out.mkdir(parents=True, exist_ok=True)
    results = []
    with progress("gpu-check") as line:
        for name in options.only:
            line.set_text(name)
            results.append(asyncio.run(run_step(name, out, Card())))
            (out / "figures.json").write_text(_as_json(results), encoding="utf-8")
    table = "\n".join(_table(results))
    (out / "table.txt").write_text(table + "\n", encoding="utf-8")
    print(table)
    return 0 if all(result.ok for result in results) else 1


async def run_step(name: str, out: Path, card: Card) -> StepResult:
    """Run a step within its time limit. Any error is its result."""
    step, limit_s = STEPS[name]
    began = time.perf_counter()
    try:
        summary, figures = await asyncio.wait_for(step(out, card), limit_s)
        ok = True
    except TimeoutError:
        ok, summary, figures = False, f"it took longer than {limit_s} s", {}
    except Exception as error:  # any error of the card's driver is a finding
        ok, summary, figures = False, _one_line(error), {}
    return StepResult(name, ok, summary, round(time.perf_counter() - began, 1), figures)


def _one_line(error: Exception) -> str:
    text = str(error).strip() or type(error).__name__
    return " ".join(text.split())[:300]


def _as_json(results: list[StepResult]) -> str:
    return json.dumps({each.name: asdict(each) for each in results}, indent=2)


def _table(results: list[StepResult]) -> Iterator[str]:
    for each in results:
        state = "ok" if each.ok else "FAILED"
        yield f"{each.name:<13} {state:<7} {each.seconds:>6} s  {each.summary}"


if __name__ == "__main__":
    sys.exit(main())
