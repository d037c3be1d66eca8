"""Steps of `python -m benchmarks.gpu_check` that run the tests marked `gpu`, attacks among them."""

from __future__ import annotations

import ast
import asyncio
import contextlib
import os
import re
import sys
from collections import Counter
from collections.abc import AsyncIterator, Iterable, Sequence
from pathlib import Path

from benchmarks.gpu_card import Card, StepFailedError
from benchmarks.gpu_record import Record, shorten

ROOT = Path(__file__).parents[1]
ATTACKS = ROOT / "tests" / "attacks"
ATTACK_TEST = ROOT / "tests" / "grader" / "jail" / "test_attacks.py"

PYTEST = ("-u", "-m", "pytest", "-v", "--color=no", "--tb=short", "-p", "no:cacheprovider",
          "--continue-on-collection-errors")  # fmt: skip
WIDTH = 400
"""Of the terminal that pytest writes for. It cuts the lines of its short summary there."""

KILLED_S = 2.0
"""How long a killed process is waited for."""

_RESULT = re.compile(
    r"(\S+::\S+) (PASSED|FAILED|ERROR|SKIPPED|XFAIL|XPASS)\b *(.*?) *(?:\[ *\d+%\])?$"
)
_SUMMARY = re.compile(r"(?:FAILED|ERROR) (\S+)(?: - (.*))?")
"""A line of the short summary, which names the cause."""


async def run_attacks(record: Record, _: Card) -> str:
    """Run every attack of the tests in a jail with the card. One that did not run is a failure."""
    attacks = {path.stem for path in ATTACKS.glob("*.py")}
    passed = await _run_tests(record, [ATTACK_TEST])
    run = {name for test in passed for name in re.findall(r"\w+", test.partition("[")[2])}
    if missing := sorted(attacks - run):
        raise StepFailedError(f"{len(missing)} attacks were not run: {', '.join(missing)}")
    record.note(attacks=len(attacks))
    return f"none of {len(attacks)} attacks got anything"


async def run_other_tests(record: Record, _: Card) -> str:
    """Run all other tests that are marked `gpu`."""
    files = [path for path in marked_files(ROOT / "tests") if path != ATTACK_TEST]
    passed = await _run_tests(record, files)
    return f"{len(passed)} tests passed, in {len(files)} files"


def marked_files(tests: Path) -> list[Path]:
    """Return the files with tests that are marked `gpu`.

    They are read and not imported: other tests need packages that are not on every machine with a
    card. A mark may be in the file, or in a value of `support` that the file imports.
    """
    support = (tests / "support").glob("*.py")
    names = {name for path in support for name in _marked_names(_parse(path))}
    return sorted(path for path in tests.rglob("test_*.py") if _has_mark(_parse(path), names))


def _parse(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def _is_mark(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Attribute)
        and node.attr == "gpu"
        and isinstance(node.value, ast.Attribute)
        and node.value.attr == "mark"
    )


def _marked_names(module: ast.Module) -> Iterable[str]:
    """Return the names of a module whose values have the mark."""
    for statement in module.body:
        if isinstance(statement, ast.Assign) and any(map(_is_mark, ast.walk(statement.value))):
            yield from (each.id for each in statement.targets if isinstance(each, ast.Name))


def _has_mark(module: ast.Module, names: set[str]) -> bool:
    return any(
        _is_mark(node) or (isinstance(node, ast.alias) and node.name in names)
        for node in ast.walk(module)
    )


async def _run_tests(record: Record, files: Sequence[Path]) -> list[str]:
    """Run the tests of these files that are marked `gpu`, and return their names.

    Raise StepFailedError if one failed or was skipped, or if there is none.
    """
    passed: list[str] = []
    wrong: dict[str, str] = {}
    causes: dict[str, str] = {}
    counts: Counter[str] = Counter()
    last, raised = "no output", ""
    async for line in _lines_of(sys.executable, *PYTEST, "-m", "gpu", *map(str, files)):
        print(line)  # into the log of the step
        last = line.strip("= ") or last
        if found := _RESULT.match(line):
            test, result, more = found.groups()
            counts[result.lower()] += 1
            if result == "PASSED":
                passed.append(test)
            else:
                wrong[test] = more if result == "SKIPPED" else ""
            record.note(_progress(counts), **counts)
        elif found := _SUMMARY.match(line):
            causes[found[1]] = found[2] or raised
        elif line.startswith("E  "):
            raised = line[1:].strip()
    for test, cause in causes.items():
        wrong[test] = cause
    if wrong:
        record.note(wrong=wrong)
        test, cause = next(iter(wrong.items()))
        cause = shorten(cause) or "see the log"
        raise StepFailedError(f"{len(wrong)} did not pass; {test.rpartition('/')[2]}: {cause}")
    if not passed:
        raise StepFailedError(f"no test was run: {last}")
    return passed


def _progress(counts: Counter[str]) -> str:
    return ", ".join(f"{number} {result}" for result, number in counts.items())


async def _lines_of(*command: str) -> AsyncIterator[str]:
    """Yield the lines that a command prints. End the command when the caller stops reading."""
    process = await asyncio.create_subprocess_exec(
        *command,
        cwd=ROOT,
        env={**os.environ, "COLUMNS": str(WIDTH)},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
        limit=1 << 20,
    )
    assert process.stdout is not None
    try:
        async for line in process.stdout:
            yield line.decode(errors="replace").rstrip()
        await process.wait()
    finally:
        if process.returncode is None:
            process.kill()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(process.wait(), KILLED_S)
