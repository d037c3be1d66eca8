"""Migrations of the schema, for SQLite and Postgres alike: alembic's commands as functions.

alembic itself is imported only when there is something to do, to keep the bot's start fast.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from alembic.config import Config
    from sqlalchemy import MetaData

FOLDER = Path(__file__).parent


@cache
def revisions() -> tuple[str, ...]:
    """Return every revision, oldest first: the numbers that the files in versions/ begin with."""
    return tuple(sorted(path.stem.partition("_")[0] for path in _version_files()))


def head() -> str:
    """Return the newest revision."""
    return revisions()[-1]


def upgrade(url: str, revision: str = "head") -> None:
    """Upgrade the database to a revision. Runs an event loop of its own: call it in a thread."""
    from alembic import command

    command.upgrade(_config(url), revision)


def downgrade(url: str, revision: str) -> None:
    """Downgrade the database to a revision; "base" is before the first. Call it in a thread."""
    from alembic import command

    command.downgrade(_config(url), revision)


def check(url: str, tables: Sequence[MetaData]) -> None:
    """Raise alembic's CommandError if the database's tables differ from those in code.

    Tables that are not in `tables`, such as those of a queue's library, are ignored. Runs an
    event loop of its own: call it in a thread.
    """
    from alembic import command

    config = _config(url)
    config.attributes["tables"] = list(tables)
    command.check(config)


def _version_files() -> list[Path]:
    return list((FOLDER / "versions").glob("[0-9]*_*.py"))


def _config(url: str) -> Config:
    from alembic.config import Config

    # Discard what alembic prints, which is meant for its own command line.
    config = Config(stdout=StringIO())
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.attributes["url"] = url
    return config
