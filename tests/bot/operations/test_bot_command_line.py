"""The operator's command line, python -m bot …"""

from __future__ import annotations

import asyncio
import json
import sqlite3
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

import migrations
from bot.operations.status import StatusReport
from bot.storage.engine.db_status import DatabaseStatus
from grader.protocol import GraderInfo
from grader.queues.postgres import grader_registry
from grader.queues.postgres.connections import new_engine
from tests.support.called_command import Call


def test_help_names_every_command(call: Call) -> None:
    said = call("bot", "--help").out
    for command in ("run", "migrate", "status", "ready", "backup"):
        assert f"\n    {command} " in said


def test_the_version_is_told(call: Call) -> None:
    done = call("bot", "--version")
    assert done.code == 0
    assert done.out.startswith("Tensei 0.")


def test_a_command_that_does_not_exist_is_refused_with_those_that_do(call: Call) -> None:
    done = call("bot", "bakcup")
    assert done.code == 2
    assert "backup" in done.err


def test_migrate_says_from_where_to_where_and_then_that_nothing_is_to_do(call: Call) -> None:
    first, second = (call("bot", "migrate") for _ in range(2))
    assert first.code == second.code == 0
    head = migrations.head()
    assert first.out == f"The schema was not there, and is {head} now.\n"
    assert second.out == f"The schema is {head} already.\n"


def test_migrate_brings_an_older_database_up(call: Call, tmp_path: Path) -> None:
    older, head = migrations.revisions()[-2:]
    migrations.upgrade(f"sqlite+aiosqlite:///{tmp_path / 'tensei.db'}", older)
    said = call("bot", "migrate").out
    assert said == f"The schema was {older}, and is {head} now.\n"


def test_migrate_works_on_postgres(call: Call, bare_postgres_url: str) -> None:
    done = call("bot", "migrate", TENSEI_DATABASE_URL=bare_postgres_url)
    assert done.out == f"The schema was not there, and is {migrations.head()} now.\n"


@pytest.mark.parametrize("command", ["migrate", "run"])
def test_a_database_of_a_newer_tensei_is_left_alone(
    call: Call, tmp_path: Path, command: str
) -> None:
    connection = sqlite3.connect(tmp_path / "tensei.db")
    connection.execute("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)")
    connection.execute("INSERT INTO alembic_version VALUES ('9999')")
    connection.commit()
    connection.close()
    done = call("bot", command)
    assert done.code == 1
    assert "newer Tensei (schema 9999" in done.err


def test_backup_says_what_it_made(call: Call) -> None:
    call("bot", "migrate")
    done = call("bot", "backup", "copy.db")
    assert done.code == 0
    assert done.out.startswith("copy.db: ")
    assert f"schema {migrations.head()}, checked" in done.out
    again = call("bot", "backup", "copy.db")
    assert again.code == 1
    assert again.err.startswith("There is no backup: copy.db exists already.")


def test_status_without_a_bot_still_tells_of_the_database(call: Call) -> None:
    call("bot", "migrate")
    done = call("bot", "status")
    assert done.code == 1
    assert f"schema {migrations.head()}" in done.out
    assert "not running" in done.out
    said = json.loads(call("bot", "status", "--json").out)
    assert (said["fine"], said["bot"], said["stored"]["unfinished"]) == (False, None, 0)


def test_status_on_postgres_tells_of_queue_and_graders_where_the_bot_is_elsewhere(
    call: Call, postgres_url: str
) -> None:
    asyncio.run(announce_a_grader(postgres_url))
    done = call("bot", "status", TENSEI_DATABASE_URL=postgres_url)
    assert "not running, or its health is at another port" in done.out
    assert "0 waiting, 0 running" in done.out
    assert "grader    attic/7" in done.out
    assert "1 of 2 running, 3 spare" in done.out


@pytest.mark.parametrize(("alive", "is_fine"), [(True, True), (False, False)])
def test_status_is_fine_only_while_a_grader_is_alive(alive: bool, is_fine: bool) -> None:
    grader: dict[str, Any] = {
        "host": "attic",
        "pid": 7,
        "alive": alive,
        "seen_s_ago": 90.0,
        "notice": "",
    }
    grader |= {"at_once": 2, "running": 0, "spares": 2, "walls": (), "devices": ()}
    queue = {"waiting": 1, "running": 0, "oldest_wait_s": 1.0, "graders": [grader]}
    bot = {"missing": {}, "platforms": {}, "version": "1", "pid": 1, "queue": queue}
    stored = DatabaseStatus(migrations.head(), 1, 1, None, 0)
    now = datetime.now(UTC)
    report = StatusReport("sqlite", stored, "", "http://127.0.0.1:1", bot, "", queue, now)
    assert (report.is_fine, report.to_dict()["fine"]) == (is_fine, is_fine)
    assert ("none is alive" in report.to_text()) is not is_fine


async def announce_a_grader(url: str) -> None:
    engine = new_engine(url, connections=1)
    seen = GraderInfo(host="attic", pid=7, at_once=2, running=1, spares=3)
    async with engine.begin() as connection:
        await grader_registry.upsert_grader(connection, "a-grader", seen)
    await engine.dispose()


def test_status_makes_no_database_and_migrates_none(call: Call, tmp_path: Path) -> None:
    assert "There is no database" in call("bot", "status").out
    assert not list(tmp_path.iterdir())
    older = migrations.revisions()[-2]
    migrations.upgrade(f"sqlite+aiosqlite:///{tmp_path / 'tensei.db'}", older)
    said = call("bot", "status").out
    assert f"schema {older}" in said
    assert "python -m bot migrate" in said
    assert json.loads(call("bot", "status", "--json").out)["stored"]["revision"] == older


def test_ready_without_a_bot_says_how_to_start_it(call: Call) -> None:
    done = call("bot", "ready")
    assert done.code == 1
    assert "127.0.0.1:1" in done.err
    assert "python -m bot" in done.err


def test_an_unreachable_postgres_is_named_without_its_password(call: Call) -> None:
    url = "postgresql+psycopg://tensei:hunter2@127.0.0.1:1/tensei"
    for command in ("migrate", "status", "run"):
        done = call("bot", command, TENSEI_DATABASE_URL=url)
        assert done.code == 1
        assert "127.0.0.1:1/tensei" in done.out + done.err
        assert "hunter2" not in done.out + done.err


def test_a_wrong_database_address_is_named_without_its_password(call: Call) -> None:
    done = call("bot", "status", TENSEI_DATABASE_URL="postgresql://t:hunter2@db/tensei")
    assert done.code == 1
    assert "TENSEI_DATABASE_URL=" in done.err
    assert "postgresql+psycopg://" in done.err
    assert "hunter2" not in done.err


def test_a_health_port_that_makes_no_sense_is_named_with_what_to_write(call: Call) -> None:
    done = call("bot", TENSEI_HEALTH_PORT="many")
    assert done.code == 1
    assert "TENSEI_HEALTH_PORT=many" in done.err
    assert "0 for any free one" in done.err
