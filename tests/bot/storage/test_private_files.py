"""Files that only their owner may read: the database and the files next to it."""

from __future__ import annotations

import logging
import os
import sqlite3
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

import migrations
from bot.storage import open_database
from common.private_files import create_private_file
from common.sql_engine import new_engine


@pytest.fixture(autouse=True)
def usual_umask() -> Iterator[None]:
    """Set the default of most systems, which makes files readable for everybody."""
    before = os.umask(0o022)
    yield
    os.umask(before)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


async def test_the_database_and_what_sqlite_puts_beside_it_are_their_owners_only(
    tmp_path: Path, bare_sqlite_url: str
) -> None:
    database = await open_database(bare_sqlite_url)
    modes = {each.name: mode(each) for each in tmp_path.iterdir()}
    await database.close()
    assert modes == dict.fromkeys(("bare.db", "bare.db-wal", "bare.db-shm"), 0o600)


def test_migrating_alone_makes_it_so_as_well(tmp_path: Path, bare_sqlite_url: str) -> None:
    migrations.upgrade(bare_sqlite_url)
    assert mode(tmp_path / "bare.db") == 0o600


async def test_an_engine_for_a_database_in_memory_makes_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    engine = new_engine("sqlite+aiosqlite://")
    async with engine.connect():
        assert list(tmp_path.iterdir()) == []
    await engine.dispose()


async def test_a_link_that_points_to_nothing_yet_makes_a_private_file_there(tmp_path: Path) -> None:
    (tmp_path / "link.db").symlink_to(tmp_path / "real.db")
    await (await open_database(f"sqlite+aiosqlite:///{tmp_path}/link.db")).close()
    assert mode(tmp_path / "real.db") == 0o600


@pytest.mark.parametrize("open_mode", [0o644, 0o664, 0o666, 0o604])
async def test_an_older_file_that_everybody_can_read_is_closed_at_start_with_a_line_in_the_log(
    tmp_path: Path, sqlite_url: str, caplog: pytest.LogCaptureFixture, open_mode: int
) -> None:
    path = tmp_path / "tensei.db"
    path.chmod(open_mode)
    with caplog.at_level(logging.WARNING):
        await (await open_database(sqlite_url)).close()
    assert mode(path) == 0o600
    (line,) = [each.getMessage() for each in caplog.records if str(path) in each.getMessage()]
    assert f"{open_mode:o}" in line


async def test_a_log_that_a_killed_bot_left_open_to_everybody_is_closed_as_well(
    tmp_path: Path, sqlite_url: str
) -> None:
    path, wal = tmp_path / "tensei.db", tmp_path / "tensei.db-wal"
    path.chmod(0o644)
    killed = sqlite3.connect(path)
    killed.execute("PRAGMA journal_mode = WAL")
    killed.execute("CREATE TABLE something (x)")
    killed.commit()
    assert mode(wal) == 0o644
    database = await open_database(sqlite_url)
    modes = {mode(each) for each in tmp_path.glob("tensei.db*")}
    await database.close()
    killed.close()
    assert modes == {0o600}


async def test_a_file_that_was_opened_to_a_group_on_purpose_stays_so(
    tmp_path: Path, sqlite_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "tensei.db"
    path.chmod(0o640)
    with caplog.at_level(logging.WARNING):
        database = await open_database(sqlite_url)
    modes = {mode(each) for each in tmp_path.glob("tensei.db*")}
    await database.close()
    assert modes == {0o640}
    assert caplog.records == []


def test_a_private_file_never_replaces_another(tmp_path: Path) -> None:
    path = tmp_path / "file"
    create_private_file(path, b"first")
    with pytest.raises(FileExistsError):
        create_private_file(path, b"second")
    assert (path.read_bytes(), mode(path)) == (b"first", 0o600)
