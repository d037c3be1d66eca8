"""python -m benchmarks.verdict_stability: whether a verdict depends on the inputs that were drawn.

Each repeat grades every golden submission once, in the jail, as `python -m grader grade --batch`
does: by one grader that stays open, on fresh inputs. A verdict that differs from the one in the
submission's header is printed with the seed, from which `python -m grader replay` makes the same
inputs again. With `--log`, a run that was stopped continues after the last whole repeat.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import os
import re
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from common.cli_runner import CommandError, Parser, epilog, print_error, run_command, run_main_of
from common.progress_line import ProgressLine, progress
from grader.jail import JailError
from grader.worker.batch import Batch
from grader.worker.grader import Grader
from grader.worker.stdio_worker import default_concurrency
from lessons.catalog import load

GOLDEN = Path(__file__).parents[1] / "tests" / "golden"

Header = Mapping[str, str]
"""What has to stay the same: the status, and the problem, mistake and error where there are."""

_KEYS = ("status", "problem", "mistake", "error")


@dataclass(frozen=True, slots=True)
class Golden:
    """A golden submission with its expected verdict."""

    id: str
    exercise: str
    code: str
    header: Header


@dataclass(frozen=True, slots=True)
class Change:
    """A verdict that is not the expected one."""

    id: str
    expected: Header
    got: Header
    seed: str  # of the exam; empty if the code was rejected before there was one

    def __str__(self) -> str:
        return (
            f"{self.id}: {_short(self.got)} instead of {_short(self.expected)} (seed {self.seed})"
        )


@dataclass(frozen=True, slots=True)
class Repeat:
    """One verdict for each submission."""

    number: int
    verdicts: int
    seconds: float
    changes: tuple[Change, ...]


def read_golden(folder: Path = GOLDEN) -> tuple[Golden, ...]:
    """Return the golden submissions. Raise CommandError if there are none."""
    found = []
    for path in sorted(folder.glob("*/*/*.py")):
        code = path.read_text(encoding="utf-8")
        fields = dict(re.findall(r"^# (\w+): (.*)$", code.partition("\n\n")[0], re.MULTILINE))
        exercise = f"{path.parent.parent.name}/{path.parent.name}"
        header = {key: fields[key] for key in _KEYS if key in fields}
        found.append(Golden(f"{exercise}/{path.stem}", exercise, code, header))
    if not found:
        raise CommandError(f"{folder} has no golden submissions; name their folder with --golden")
    return tuple(found)


def header_of(fields: Mapping[str, Any]) -> Header:
    """Return the header of a verdict, or of the error of a batch, given as JSON."""
    if "error" in fields:
        return {"status": "not graded", "error": str(fields["error"])}
    header = {"status": str(fields["status"])}
    problem = fields.get("problem") or {}
    if problem and problem["kind"] != "exception":
        header["problem"] = problem["kind"]
    if problem.get("mistake"):
        header["mistake"] = problem["mistake"]
    if problem.get("raised"):
        header["error"] = str(problem["raised"]["key"])
    return header


async def repeat(batch: Batch, golden: Sequence[Golden], number: int) -> Repeat:
    """Grade every submission once, and return the verdicts that are not the expected ones."""
    began, changes = time.perf_counter(), []
    async with contextlib.aclosing(batch.grade(_lines(golden, number))) as results:
        for each in golden:
            fields = json.loads((await anext(results)).text)
            got = header_of(fields)
            if got != each.header:
                seed = (fields.get("exam") or {}).get("seed", "")
                changes.append(Change(each.id, each.header, got, seed))
    return Repeat(number, len(golden), time.perf_counter() - began, tuple(changes))


async def _lines(golden: Sequence[Golden], number: int) -> AsyncIterator[bytes]:
    for each in golden:
        fields = {"id": f"{number}/{each.id}", "exercise": each.exercise, "code": each.code}
        yield json.dumps(fields).encode()


def read_log(path: Path) -> list[Repeat]:
    """Return the repeats of a log, which may be missing. A cut last line is left out."""
    if not path.exists():
        return []
    repeats = []
    for line in path.read_text(encoding="utf-8").splitlines():
        with contextlib.suppress(ValueError):
            fields = json.loads(line)
            changes = tuple(Change(**each) for each in fields.pop("changes"))
            repeats.append(Repeat(**fields, changes=changes))
    return repeats


def format_repeat(done: Repeat) -> str:
    """Return a repeat as one line of JSON, which `read_log` reads."""
    changes = [
        {"id": each.id, "expected": each.expected, "got": each.got, "seed": each.seed}
        for each in done.changes
    ]
    return json.dumps(
        {
            "number": done.number,
            "verdicts": done.verdicts,
            "seconds": round(done.seconds, 1),
            "changes": changes,
        },
        ensure_ascii=False,
    )


def summarize(repeats: Sequence[Repeat]) -> Iterator[str]:
    """Yield the lines of the result: the figures, and each changed verdict with its count."""
    verdicts = sum(each.verdicts for each in repeats)
    seconds = sum(each.seconds for each in repeats)
    always, changed = split_changes(repeats)
    yield (
        f"{len(repeats)} repeats, {verdicts} verdicts in {seconds:.0f} s"
        f" ({verdicts / max(seconds, 0.001):.0f} a second): {len(changed)} changed"
    )
    for name, got in sorted(always):
        yield f"  in every repeat another than its file says: {name}: {got}"
    for each in changed:
        yield f"  {each}"


def split_changes(repeats: Sequence[Repeat]) -> tuple[set[tuple[str, str]], list[Change]]:
    """Return the verdicts that are another than expected in every repeat, and those in some only.

    The former, as ID and verdict, do not depend on the inputs: in a batch, code is read as a paste,
    and so repaired, which the headers of the golden submissions do not expect.
    """
    changes = [change for each in repeats for change in each.changes]
    counts = Counter((each.id, _short(each.got)) for each in changes)
    always = {verdict for verdict, count in counts.items() if count == len(repeats)}
    return always, [each for each in changes if (each.id, _short(each.got)) not in always]


def _short(header: Header) -> str:
    return ", ".join(header.values())


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benchmark, and return the exit code."""
    return run_command(parser().parse_args(arguments), _run, failure_code=2)


def parser() -> Parser:
    """Return the parser of the options."""
    root = Parser(
        prog="python -m benchmarks.verdict_stability",
        description="Grades all golden submissions again and again, on fresh inputs, and prints\n"
        "every verdict that is another than before.",
        epilog=epilog(
            examples={
                "python -m benchmarks.verdict_stability --repeats 3": "a minute or two",
                "python -m benchmarks.verdict_stability --log stability.jsonl": "may be continued",
            },
            codes={0: "no verdict changed", 1: "some did", 2: "not measured, or wrong usage"},
            read_on='docs/judging.md, "Verdicts without luck"',
        ),
    )
    root.add_argument("--repeats", type=_positive, default=200, help="of each submission")
    root.add_argument("--log", type=Path, metavar="FILE", help="one line for each whole repeat")
    root.add_argument("--golden", type=Path, default=GOLDEN, help="folder of the submissions")
    root.add_argument("--only", default="", metavar="TEXT", help="of those with this in their ID")
    return root


def _positive(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not int(text):
        raise argparse.ArgumentTypeError(f"{text!r} is no number of repeats, such as 200")
    return int(text)


def _run(options: argparse.Namespace) -> int:
    golden = tuple(each for each in read_golden(options.golden) if options.only in each.id)
    if not golden:
        raise CommandError(f"no golden submission has {options.only!r} in its ID")
    done = read_log(options.log) if options.log else []
    with progress("starting torch in the sandbox") as line:
        try:
            repeats = asyncio.run(_repeat_all(options, golden, done, line))
        except JailError as problem:
            raise CommandError(f"no sandbox can be opened here: {problem}") from problem
        except OSError as problem:
            raise CommandError(f"cannot write {options.log}: {problem.strerror}") from problem
    print("\n".join(summarize(repeats)))
    return int(bool(split_changes(repeats)[1]))


async def _repeat_all(
    options: argparse.Namespace, golden: Sequence[Golden], done: list[Repeat], line: ProgressLine
) -> list[Repeat]:
    repeats = list(done)
    finished = {each.number for each in repeats}
    catalog, concurrency = load(), default_concurrency()
    with contextlib.ExitStack() as stack:
        # One short line per repeat: writing it does not keep the event loop waiting.
        log = stack.enter_context((options.log or Path(os.devnull)).open("a", encoding="utf-8"))
        async with Grader.open(catalog, spares=concurrency + 1) as grader:
            for number in (each for each in range(options.repeats) if each not in finished):
                batch = Batch(grader, catalog, concurrency)
                repeats.append(await repeat(batch, golden, number))
                log.write(format_repeat(repeats[-1]) + "\n")
                log.flush()
                for change in repeats[-1].changes:
                    print_error(str(change))
                line.set_text(f"repeat {len(repeats)} of {options.repeats}")
                line.set_progress(len(repeats), options.repeats)
    return repeats


if __name__ == "__main__":
    run_main_of("benchmarks.verdict_stability")
