"""A grader's role in the database does a whole round, and sees nothing of learners."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator

import psycopg
import pytest
from many_machines import Graders, House
from sqlalchemy.engine import make_url

from bot.cli import main
from bot.storage import DatabaseProblem
from bot.storage.grader_role import grant_grader_role


@pytest.fixture
async def role_url(house: House, postgres_url: str) -> AsyncIterator[str]:
    """The address for a grader of the name grader_attic."""
    yield await grant_grader_role(postgres_url, "grader_attic")
    await house.do("DROP OWNED BY grader_attic")
    await house.do("DROP ROLE grader_attic")


async def ask(url: str, statement: str) -> list[tuple[object, ...]]:
    plain = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    async with await psycopg.AsyncConnection.connect(plain) as connection:
        found = await connection.execute(statement.encode())
        return await found.fetchall()


async def test_a_grader_with_its_own_role_does_a_whole_round(
    house: House, graders: Graders, role_url: str
) -> None:
    graders.start(role_url)
    place = await house.paste("nap 2")
    await house.final(place)
    assert (await house.row(place)).status == "passed"
    leaving = graders.processes[0]
    leaving.terminate()
    assert leaving.wait(10) == 0
    assert (await house.queue.status()).graders == ()


async def test_no_table_of_learners_can_be_read_by_a_grader(house: House, role_url: str) -> None:
    ours = await house.ask(
        "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
        " AND tablename NOT LIKE 'procrastinate%' AND tablename <> 'graders'"
    )
    assert ("learners",) in ours
    assert ("submissions",) in ours
    for (table,) in ours:
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            await ask(role_url, f"SELECT 1 FROM {table}")


async def test_a_grader_sees_its_own_announcement_only(
    house: House, graders: Graders, role_url: str
) -> None:
    graders.start()
    graders.start(role_url)
    await house.grader_lives(2)
    assert await ask(role_url, "SELECT role FROM graders") == [("grader_attic",)]
    assert await ask(role_url, "UPDATE graders SET notice = '' RETURNING role") == [
        ("grader_attic",)
    ]
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        await ask(
            role_url,
            "INSERT INTO graders SELECT 'x', 'postgres', announcement, '', now() FROM graders",
        )


async def test_a_grader_can_neither_make_tables_nor_roles(role_url: str) -> None:
    for statement in ("CREATE TABLE mine (id int)", "CREATE ROLE another LOGIN"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            await ask(role_url, statement)


async def test_asking_again_gives_a_new_password(role_url: str, postgres_url: str) -> None:
    again = await grant_grader_role(postgres_url, "grader_attic")
    assert make_url(again).password != make_url(role_url).password
    assert make_url(again).username == "grader_attic"


@pytest.mark.parametrize("name", ["", "Attic", "at-tic", "pg_attic", "postgres", "a" * 64])
async def test_a_name_that_cannot_be_a_role_is_refused(name: str, postgres_url: str) -> None:
    with pytest.raises(DatabaseProblem, match="cannot be a grader's name"):
        await grant_grader_role(postgres_url, name)


async def test_sqlite_has_no_roles(sqlite_url: str) -> None:
    with pytest.raises(DatabaseProblem, match="need Postgres"):
        await grant_grader_role(sqlite_url, "grader_attic")


async def test_a_database_without_tables_is_to_be_migrated_first(bare_postgres_url: str) -> None:
    with pytest.raises(DatabaseProblem, match="migrate"):
        await grant_grader_role(bare_postgres_url, "grader_cellar")


def test_the_command_prints_an_address_that_opens_the_queue_and_no_more(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TENSEI_DATABASE_URL", postgres_url)
    try:
        assert main(["grader-role", "grader_cellar", "--json"]) == 0
        url = json.loads(capsys.readouterr().out)["TENSEI_DATABASE_URL"]
        plain = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
        with psycopg.connect(plain) as connection:
            assert connection.execute("SELECT count(*) FROM procrastinate_jobs").fetchone() == (0,)
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute("SELECT * FROM learners")
    finally:
        ours = make_url(postgres_url).set(drivername="postgresql")
        with psycopg.connect(ours.render_as_string(hide_password=False)) as connection:
            connection.execute("DROP OWNED BY grader_cellar")
            connection.execute("DROP ROLE grader_cellar")


def test_the_command_says_what_to_do_where_there_is_no_postgres(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TENSEI_DATABASE_URL", sqlite_url)
    assert main(["grader-role", "grader_cellar"]) == 1
    assert "Graders of their own need Postgres" in capsys.readouterr().err
