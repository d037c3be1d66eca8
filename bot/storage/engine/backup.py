"""Backup of the SQLite database while the bot writes to it."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.engine import URL, make_url

PAGES_PER_STEP = 1024
"""Pages that are copied between two reports of progress: 4 MiB with SQLite's default pages."""

ProgressCallback = Callable[[float], None]
"""Receives the fraction that is copied, from 0 to 1."""


class BackupError(Exception):
    """No backup was made. The message says what to do."""


@dataclass(frozen=True, slots=True)
class Backup:
    """A finished backup."""

    file: Path
    bytes: int
    revision: str | None  # of the schema


def back_up(
    database_url: str,
    file: Path,
    *,
    force: bool = False,
    on_progress: ProgressCallback = lambda _: None,
) -> Backup:
    """Copy the database into a file that only its owner may read.

    The copy is a snapshot: later writes are not in it. It gets its final name only after it has
    been checked, so a file of that name is always complete. `on_progress` is given the fraction
    that is copied, from 0 to 1. `force` replaces an existing file.

    Raise BackupError if there is no such database, or the copy cannot be made.
    """
    url = make_url(database_url)
    if url.get_backend_name() != "sqlite":
        raise BackupError(_pg_dump_advice(url, file))
    source = Path(url.database or "")
    if not source.is_file():
        raise BackupError(
            f"there is no database {source.absolute()}. TENSEI_DATABASE_URL names the one to copy."
        )
    if not file.absolute().parent.is_dir():
        raise BackupError(f"there is no folder {file.absolute().parent}. Make it first.")
    if file.is_dir():
        raise BackupError(f"{file} is a folder. Name a file in it, such as {file}/tensei.db.")
    if file.exists() and (file.samefile(source) or not force):
        raise BackupError(_already_exists(file, source))
    temporary = _create_temporary_file(file)
    try:
        _copy(source, temporary, on_progress)
        revision = _check_copy(temporary)
        if file.exists() and not force:
            raise BackupError(_already_exists(file, source))
        temporary.replace(file)
        _make_durable(file)
    except (OSError, sqlite3.Error) as problem:
        raise BackupError(
            f"the database {source} could not be copied to {file} ({problem}). Is there room on"
            " the disk, and may this user read the one and write the other?"
        ) from problem
    finally:
        for each in (temporary, *(Path(f"{temporary}-{end}") for end in ("wal", "shm"))):
            each.unlink(missing_ok=True)
    return Backup(file, file.stat().st_size, revision)


def _create_temporary_file(file: Path) -> Path:
    """Create an empty file next to `file`, for its owner only. Raise BackupError if that fails."""
    try:
        handle, name = tempfile.mkstemp(prefix=f".{file.name}-", dir=file.absolute().parent)
    except OSError as problem:
        raise BackupError(
            f"{file.absolute().parent} cannot be written to ({problem.strerror}). Name a file in a"
            " folder that this user may write to."
        ) from problem
    os.close(handle)
    return Path(name)


def _copy(source: Path, into: Path, on_progress: ProgressCallback) -> None:
    address = f"{source.absolute().as_uri()}?mode=rw"  # not rwc, which would create it
    with (
        closing(sqlite3.connect(address, uri=True, isolation_level=None)) as original,
        closing(sqlite3.connect(into)) as copy,
    ):
        original.execute("PRAGMA busy_timeout = 10000")
        # With an open snapshot: otherwise every commit of another connection restarts the copy.
        original.execute("BEGIN")
        original.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        original.backup(
            copy,
            pages=PAGES_PER_STEP,
            progress=lambda _, left, total: on_progress(1 - left / total if total else 1.0),
        )


def _check_copy(file: Path) -> str | None:
    """Return the schema's revision in the copy. Raise BackupError if the copy is damaged."""
    with closing(sqlite3.connect(file)) as copy:
        found = copy.execute("PRAGMA quick_check(1)").fetchone()[0]
        if found != "ok":
            raise BackupError(
                f"the copy is damaged ({found}), and so probably is the database. Keep your older"
                " backups, and look at the disk."
            )
        tables = copy.execute("SELECT 1 FROM sqlite_schema WHERE name = 'alembic_version'")
        if tables.fetchone() is None:
            return None
        row = copy.execute("SELECT version_num FROM alembic_version").fetchone()
    return str(row[0]) if row else None


def _make_durable(file: Path) -> None:
    for path in (file, file.absolute().parent):
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _already_exists(file: Path, source: Path) -> str:
    if file.exists() and file.samefile(source):
        return f"{file} is the database itself. Name another file."
    return f"{file} exists already. Name another file, or write --force to put this in its place."


def _pg_dump_advice(url: URL, file: Path) -> str:
    address = URL.create(
        "postgresql", url.username, None, url.host, url.port, url.database, url.query
    ).render_as_string()
    return (
        "this database is in Postgres, which copies it by itself:"
        f" pg_dump --format=custom --file={file} '{address}'"
    )
