"""python -m bot backup: a complete copy while the bot writes."""

from __future__ import annotations

import sqlite3
import stat
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

import migrations
from bot.storage import open_database
from bot.storage.engine.backup import BackupError, back_up
from tests.support.polling import PATIENCE_S

MOVE = (
    "UPDATE points SET points = points - 1 WHERE id = 1",
    "UPDATE points SET points = points + 1 WHERE id = 2",
)


def connect(file: Path) -> sqlite3.Connection:
    return sqlite3.connect(file, timeout=10, isolation_level=None)


@pytest.fixture
def file(sqlite_url: str, tmp_path: Path) -> Path:
    """A database of some MiB, with two ledger entries of 100 points in all."""
    file = tmp_path / "tensei.db"
    with connect(file) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("BEGIN")
        connection.execute(
            "INSERT INTO learners (id, platform, account, name, met_at)"
            " VALUES (1, 'local', 'aki', 'Aki', '2026-01-01')"
        )
        connection.executemany(
            "INSERT INTO points (id, learner_id, kind, subject, key, points, earned_at, earned_on)"
            " VALUES (?, 1, 'exercise', ?, ?, ?, '2026-01-01', '2026-01-01')",
            [(at, f"{at}" * 50, at, 50 if at <= 2 else 0) for at in range(1, 30_000)],
        )
        connection.execute("COMMIT")
    connection.close()
    return file


@contextmanager
def points_that_move(file: Path) -> Iterator[list[int]]:
    """Move points from one entry to the other, one transaction each, as fast as possible."""
    moved: list[int] = []
    stop, begun = threading.Event(), threading.Event()

    def move() -> None:
        connection = connect(file)
        while not stop.is_set():
            connection.execute("BEGIN IMMEDIATE")
            for each in MOVE:
                connection.execute(each)
            connection.execute("COMMIT")
            moved.append(1)
            begun.set()
        connection.close()

    mover = threading.Thread(target=move)
    mover.start()
    assert begun.wait(PATIENCE_S)
    try:
        yield moved
    finally:
        stop.set()
        mover.join()


def test_a_copy_taken_while_the_bot_writes_is_of_one_moment_and_comes_to_an_end(
    file: Path, sqlite_url: str, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.db"
    parts: list[float] = []
    with points_that_move(file) as moved:

        def on_progress(part: float) -> None:
            parts.append(part)
            before, deadline = len(moved), time.monotonic() + PATIENCE_S
            while len(moved) == before:
                assert time.monotonic() < deadline, "the copy blocks a writer"
                time.sleep(0.001)

        done = back_up(sqlite_url, copy, on_progress=on_progress)
    assert len(parts) > 1
    assert parts[-1] == 1.0
    with connect(copy) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("SELECT sum(points) FROM points").fetchone() == (100,)
    assert done.bytes == copy.stat().st_size
    assert done.revision == migrations.head()


async def test_the_bot_starts_on_a_copy(file: Path, sqlite_url: str, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    back_up(sqlite_url, copy)
    database = await open_database(f"sqlite+aiosqlite:///{copy}")
    await database.close()
    with connect(copy) as connection:
        assert connection.execute("SELECT name FROM learners").fetchone() == ("Aki",)


def test_a_copy_is_for_its_owners_eyes_and_leaves_nothing_beside_it(
    file: Path, sqlite_url: str, tmp_path: Path
) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    back_up(sqlite_url, folder / "copy.db")
    assert [each.name for each in folder.iterdir()] == ["copy.db"]
    assert stat.S_IMODE((folder / "copy.db").stat().st_mode) == 0o600


def test_a_file_that_is_there_already_is_only_replaced_when_told_so(
    file: Path, sqlite_url: str, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.db"
    copy.write_text("dear")
    with pytest.raises(BackupError, match="--force"):
        back_up(sqlite_url, copy)
    assert copy.read_text() == "dear"
    back_up(sqlite_url, copy, force=True)
    assert copy.read_bytes().startswith(b"SQLite format 3")


def test_the_database_itself_is_never_the_copy(file: Path, sqlite_url: str) -> None:
    with pytest.raises(BackupError, match="the database itself"):
        back_up(sqlite_url, file, force=True)


def test_a_damaged_database_gives_no_copy_and_keeps_the_old_one(
    file: Path, sqlite_url: str, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.db"
    copy.write_text("the last good one")
    connection = connect(file)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    spoiled = bytearray(file.read_bytes())
    half = len(spoiled) // 2
    spoiled[half : half + 200_000] = b"\xff" * 200_000
    file.write_bytes(spoiled)
    with pytest.raises(BackupError, match="damaged"):
        back_up(sqlite_url, copy, force=True)
    assert copy.read_text() == "the last good one"
    assert not list(tmp_path.glob(".copy.db-*"))


def test_a_missing_folder_is_named(file: Path, sqlite_url: str, tmp_path: Path) -> None:
    with pytest.raises(BackupError, match=r"there is no folder .*nowhere"):
        back_up(sqlite_url, tmp_path / "nowhere" / "copy.db")


def test_a_missing_database_is_named_and_not_made(tmp_path: Path) -> None:
    with pytest.raises(BackupError, match=r"there is no database .*TENSEI_DATABASE_URL"):
        back_up(f"sqlite+aiosqlite:///{tmp_path}/none.db", tmp_path / "copy.db")
    assert not list(tmp_path.iterdir())


def test_for_postgres_the_command_is_named_and_no_password() -> None:
    with pytest.raises(BackupError) as refused:
        back_up("postgresql+psycopg://tensei:hunter2@db/tensei", Path("copy.dump"))
    said = str(refused.value)
    assert "pg_dump --format=custom --file=copy.dump 'postgresql://tensei@db/tensei'" in said
    assert "hunter2" not in said
