"""The operator's command line, python -m bot …"""

from __future__ import annotations

import asyncio
import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

import migrations
from grader.protocol import GraderInfo
from grader.queues.postgres import grader_registry
from grader.queues.postgres.connections import new_engine

UNUSED_PORT = "1"  # a port that only root could use


def bot(*arguments: str, folder: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    environment = {k: v for k, v in os.environ.items() if not k.startswith("TENSEI_")}
    defaults = {
        "TENSEI_DATABASE_URL": f"sqlite+aiosqlite:///{folder / 'tensei.db'}",
        "TENSEI_LOCAL_PORT": "0",
        "TENSEI_HEALTH_PORT": UNUSED_PORT,
    }
    done = subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        env={**environment, **defaults, **settings},
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert "Traceback" not in done.stderr
    return done


def test_help_names_every_command(tmp_path: Path) -> None:
    said = bot("--help", folder=tmp_path).stdout
    for command in ("run", "migrate", "status", "ready", "backup"):
        assert f"\n    {command} " in said


def test_the_version_is_told(tmp_path: Path) -> None:
    done = bot("--version", folder=tmp_path)
    assert done.returncode == 0
    assert done.stdout.startswith("Tensei 0.")


def test_a_command_that_does_not_exist_is_refused_with_those_that_do(tmp_path: Path) -> None:
    done = bot("bakcup", folder=tmp_path)
    assert done.returncode == 2
    assert "backup" in done.stderr


def test_migrate_says_from_where_to_where_and_then_that_nothing_is_to_do(tmp_path: Path) -> None:
    first, second = (bot("migrate", folder=tmp_path) for _ in range(2))
    assert first.returncode == second.returncode == 0
    head = migrations.head()
    assert first.stdout == f"The schema was not there, and is {head} now.\n"
    assert second.stdout == f"The schema is {head} already.\n"


def test_migrate_brings_an_older_database_up(tmp_path: Path) -> None:
    older, head = migrations.revisions()[-2:]
    migrations.upgrade(f"sqlite+aiosqlite:///{tmp_path / 'tensei.db'}", older)
    said = bot("migrate", folder=tmp_path).stdout
    assert said == f"The schema was {older}, and is {head} now.\n"


def test_migrate_works_on_postgres(bare_postgres_url: str, tmp_path: Path) -> None:
    done = bot("migrate", folder=tmp_path, TENSEI_DATABASE_URL=bare_postgres_url)
    assert done.stdout == f"The schema was not there, and is {migrations.head()} now.\n"


@pytest.mark.parametrize("command", ["migrate", "run"])
def test_a_database_of_a_newer_tensei_is_left_alone(tmp_path: Path, command: str) -> None:
    connection = sqlite3.connect(tmp_path / "tensei.db")
    connection.execute("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)")
    connection.execute("INSERT INTO alembic_version VALUES ('9999')")
    connection.commit()
    connection.close()
    done = bot(command, folder=tmp_path)
    assert done.returncode == 1
    assert "newer Tensei (schema 9999" in done.stderr


def test_backup_says_what_it_made(tmp_path: Path) -> None:
    bot("migrate", folder=tmp_path)
    done = bot("backup", "copy.db", folder=tmp_path)
    assert done.returncode == 0
    assert done.stdout.startswith("copy.db: ")
    assert f"schema {migrations.head()}, checked" in done.stdout
    again = bot("backup", "copy.db", folder=tmp_path)
    assert again.returncode == 1
    assert again.stderr.startswith("There is no backup: copy.db exists already.")


def test_status_without_a_bot_still_tells_of_the_database(tmp_path: Path) -> None:
    bot("migrate", folder=tmp_path)
    done = bot("status", folder=tmp_path)
    assert done.returncode == 1
    assert f"schema {migrations.head()}" in done.stdout
    assert "not running" in done.stdout
    said = json.loads(bot("status", "--json", folder=tmp_path).stdout)
    assert (said["fine"], said["bot"], said["stored"]["unfinished"]) == (False, None, 0)


def test_status_on_postgres_tells_of_queue_and_graders_where_the_bot_is_elsewhere(
    postgres_url: str, tmp_path: Path
) -> None:
    asyncio.run(announce_a_grader(postgres_url))
    done = bot("status", folder=tmp_path, TENSEI_DATABASE_URL=postgres_url)
    assert "not running, or its health is at another port" in done.stdout
    assert "0 waiting, 0 running" in done.stdout
    assert "grader    attic/7" in done.stdout
    assert "1 of 2 running, 3 spare" in done.stdout


async def announce_a_grader(url: str) -> None:
    engine = new_engine(url, connections=1)
    seen = GraderInfo(host="attic", pid=7, at_once=2, running=1, spares=3)
    async with engine.begin() as connection:
        await grader_registry.upsert_grader(connection, "a-grader", seen)
    await engine.dispose()


def test_status_makes_no_database_and_migrates_none(tmp_path: Path) -> None:
    assert "There is no database" in bot("status", folder=tmp_path).stdout
    assert not list(tmp_path.iterdir())
    older = migrations.revisions()[-2]
    migrations.upgrade(f"sqlite+aiosqlite:///{tmp_path / 'tensei.db'}", older)
    said = bot("status", folder=tmp_path).stdout
    assert f"schema {older}" in said
    assert "python -m bot migrate" in said
    assert (
        json.loads(bot("status", "--json", folder=tmp_path).stdout)["stored"]["revision"] == older
    )


def test_ready_without_a_bot_says_how_to_start_it(tmp_path: Path) -> None:
    done = bot("ready", folder=tmp_path)
    assert done.returncode == 1
    assert "127.0.0.1:1" in done.stderr
    assert "python -m bot" in done.stderr


def test_an_unreachable_postgres_is_named_without_its_password(tmp_path: Path) -> None:
    url = "postgresql+psycopg://tensei:hunter2@127.0.0.1:1/tensei"
    for command in ("migrate", "status", "run"):
        done = bot(command, folder=tmp_path, TENSEI_DATABASE_URL=url)
        assert done.returncode == 1
        assert "127.0.0.1:1/tensei" in done.stdout + done.stderr
        assert "hunter2" not in done.stdout + done.stderr


def test_a_wrong_database_address_is_named_without_its_password(tmp_path: Path) -> None:
    done = bot("status", folder=tmp_path, TENSEI_DATABASE_URL="postgresql://t:hunter2@db/tensei")
    assert done.returncode == 1
    assert "TENSEI_DATABASE_URL=" in done.stderr
    assert "postgresql+psycopg://" in done.stderr
    assert "hunter2" not in done.stderr


def test_a_health_port_that_makes_no_sense_is_named_with_what_to_write(tmp_path: Path) -> None:
    done = bot(folder=tmp_path, TENSEI_HEALTH_PORT="many")
    assert done.returncode == 1
    assert "TENSEI_HEALTH_PORT=many" in done.stderr
    assert "0 for any free one" in done.stderr
