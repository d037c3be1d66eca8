"""Deleted data leaves no bytes in SQLite's files, while the database is open."""

from __future__ import annotations

import random
import sqlite3
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.engine import make_url

from bot.platforms.local.transcript import Transcript
from bot.storage import Database, LocalMessages, open_database
from bot.storage.engine import erasing
from bot.storage.engine.erasing import note_erased
from grader.protocol import Status
from tests.support.polling import until
from tests.support.study import Study, a_problem

SECRET = "my_planted_secret_" * 3


@pytest.fixture
async def database(sqlite_url: str) -> AsyncIterator[Database]:
    """SQLite only: Postgres manages its own files."""
    database = await open_database(sqlite_url)
    yield database
    await database.close()


@pytest.fixture
def files(sqlite_url: str) -> Path:
    """The database's file; SQLite's other files begin with its name."""
    return Path(make_url(sqlite_url).database or "")


def where_it_is(database_file: Path) -> list[str]:
    """Return the files of the database that contain the secret.

    Another process reads them: closing a file here would release SQLite's locks of this process.
    """
    program = (
        "import pathlib, sys\n"
        "for file in sorted(pathlib.Path(sys.argv[1]).glob(sys.argv[2])):\n"
        "    if sys.argv[3].encode() in file.read_bytes(): print(file.name)\n"
    )
    named = (str(database_file.parent), f"{database_file.name}*", SECRET)
    command = [sys.executable, "-c", program, *named]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()


async def write_secrets(study: Study, who: str = "aki") -> None:
    """Write the secret into the learner's code, runs, verdict and log."""
    await study.say(f"def evens({SECRET}):\n    return 0", who)
    await study.passes("evens", who)
    await study.type(f"/run {SECRET} = 1", who)
    await study.ran(stdout=SECRET)
    messages = LocalMessages(study.database)
    for number in range(40):
        content = f'{{"kind": "say", "text": "{number} {SECRET * 40}"}}'
        await messages.append(who, "learner", content)


class Log:
    """The local chat's log of a learner, as a `PersonalDataStore`."""

    def __init__(self, database: Database, words) -> None:
        self._transcript = Transcript(LocalMessages(database), words)

    async def held(self, account: str) -> list[dict[str, str]]:
        return []

    async def forget(self, account: str) -> None:
        await self._transcript.forget(account)


async def test_after_privacy_delete_no_file_of_the_open_database_has_a_byte_of_it(
    study: Study, files: Path, words
) -> None:
    study.connect(personal_data=Log(study.database, words))
    await study.type("/start", "ben")
    await write_secrets(study)
    assert "tensei.db-wal" in where_it_is(files)
    await study.press("privacy:delete-now", who="aki")
    assert where_it_is(files) == []
    assert (files.parent / "tensei.db-wal").stat().st_size == 0


async def test_while_a_reader_holds_the_log_it_is_tried_again_until_the_reader_has_gone(
    study: Study, files: Path, words
) -> None:
    study.connect(personal_data=Log(study.database, words))
    await study.type("/start", "ben")
    await write_secrets(study)
    with closing(sqlite3.connect(files, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM learners").fetchone()
        await study.press("privacy:delete-now", who="aki")
        assert where_it_is(files) != []
        await study.type("/start", "ben")  # nobody else waits for it
    await until(lambda: where_it_is(files) == [])


async def test_what_a_killed_bot_had_no_time_for_is_done_at_the_next_start(
    files: Path, sqlite_url: str
) -> None:
    with closing(sqlite3.connect(files, isolation_level=None)) as killed:
        killed.execute("PRAGMA journal_mode = WAL")
        killed.execute("PRAGMA secure_delete = ON")
        killed.execute("CREATE TABLE gone (said TEXT)")
        killed.execute("INSERT INTO gone VALUES (?)", (SECRET,))
        killed.execute("DELETE FROM gone")
        assert where_it_is(files) == ["tensei.db-wal"]
        database = await open_database(sqlite_url)
        assert where_it_is(files) == []
        await database.close()


async def test_code_that_was_kept_long_enough_leaves_the_files_as_well(
    study: Study, files: Path
) -> None:
    await study.say(f"def evens({SECRET}):\n    return 0")
    await study.grade(
        Status.FAILED, problem=a_problem(facts={"parameter": SECRET, "found": "values"})
    )
    assert where_it_is(files) != []
    await study.type(f"/run {SECRET} = 1")
    await study.ran(stdout=SECRET)
    study.now += timedelta(days=91)
    await study.tutor.scheduler.purge_old_code()
    assert where_it_is(files) == []


async def test_every_connection_overwrites_what_it_deletes(database: Database) -> None:
    async with database.read_session() as first, database.read_session() as second:
        for session in (first, second):
            assert await session.scalar(text("PRAGMA secure_delete")) == 1


async def test_a_log_that_was_forgotten_left_no_copy_where_rows_were_moved_about(
    database: Database, files: Path
) -> None:
    chance = random.Random(3)
    add = text(
        "INSERT INTO local_messages (number, id, account, author, content, final, created_at)"
        " VALUES (:number, :id, :who, 'tutor', :said, false, '2026-04-01')"
    )
    # A reply that comes is longer than the word that it will: its row moves to another page.
    put = text("UPDATE local_messages SET content = content || :more WHERE number = :number")
    async with database.write_session() as session:
        for number in range(1500):
            who, said = chance.choice((("aki", SECRET), ("ben", "hello")))
            said = said * chance.choice((1, 5, 30))
            row = {"number": number, "id": f"m{number}", "who": who, "said": said}
            await session.execute(add, row)
            earlier = chance.randint(max(0, number - 3), number)
            more = "y" * chance.randint(1, 900)
            await session.execute(put, {"more": more, "number": earlier})
    await LocalMessages(database).delete_log("aki")
    assert where_it_is(files) == []
    assert await LocalMessages(database).history("aki", 1) == []
    assert len(await LocalMessages(database).history("ben", 2000)) > 500


async def test_a_deletion_that_was_undone_leaves_the_log_as_it_is(
    database: Database, files: Path
) -> None:
    await LocalMessages(database).append("aki", "learner", SECRET)

    async def stumble() -> None:
        async with database.write_session() as session:
            note_erased(session)
            raise RuntimeError("half way")

    with pytest.raises(RuntimeError, match="half way"):
        await stumble()
    assert "tensei.db-wal" in where_it_is(files)


async def test_a_database_too_large_to_be_vacuumed_in_between_says_what_to_do(
    database: Database,
    files: Path,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(erasing, "MAX_VACUUMED_BYTES", 4096)
    messages = LocalMessages(database)
    await messages.append("aki", "learner", SECRET)
    await messages.delete_log("aki")
    assert where_it_is(files) == []
    assert "VACUUM" in caplog.text
