"""The database's history, for SQLite and Postgres alike; alembic's commands as functions.

alembic itself is imported only when there is something to do, because a start should be quick.
"""

from __future__ import annotations

from functools import cache
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from alembic.config import Config

FOLDER = Path(__file__).parent


@cache
def revisions() -> tuple[str, ...]:
    """Every revision, oldest first: the numbers that the files in versions/ begin with."""
    return tuple(sorted(path.stem.partition("_")[0] for path in _version_files()))


def head() -> str:
    return revisions()[-1]


def upgrade(url: str, revision: str = "head") -> None:
    """Brings the database up to a revision. Runs an event loop of its own: call it in a thread."""
    from alembic import command

    command.upgrade(_config(url), revision)


def downgrade(url: str, revision: str) -> None:
    """Takes the database back to a revision ("base" is before the first)."""
    from alembic import command

    command.downgrade(_config(url), revision)


def check(url: str) -> None:
    """Raises alembic's CommandError when the tables in code and in the database differ."""
    from alembic import command

    command.check(_config(url))


def _version_files() -> list[Path]:
    return list((FOLDER / "versions").glob("[0-9]*_*.py"))


def _config(url: str) -> Config:
    from alembic.config import Config

    # Functions answer by returning or raising; what alembic prints is for its own command line.
    config = Config(stdout=StringIO())
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.attributes["url"] = url
    return config
