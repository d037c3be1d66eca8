"""The database role of the graders in the compose file, whose password is set in .env."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest
from sqlalchemy.engine import make_url

from bot.cli.parser import main
from bot.storage.grading.grader_role import grant_grader_role

ROLE = "grader_of_compose"


@pytest.fixture
def database(postgres_url: str) -> Iterator[str]:
    """Yield the URL of a database. Drop the role from its server afterwards."""
    yield postgres_url
    with psycopg.connect(plain(postgres_url), autocommit=True) as connection:
        connection.execute(f"DROP OWNED BY {ROLE}".encode())
        connection.execute(f"DROP ROLE {ROLE}".encode())


def plain(url: str) -> str:
    """Return the URL as libpq reads it."""
    return make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)


async def connects(url: str) -> bool:
    try:
        async with await psycopg.AsyncConnection.connect(plain(url)) as connection:
            await connection.execute("SELECT count(*) FROM procrastinate_jobs")
    except psycopg.OperationalError:
        return False
    return True


async def test_a_role_made_again_with_its_password_keeps_it(database: str) -> None:
    first = await grant_grader_role(database, ROLE, "chosen-once")
    again = await grant_grader_role(database, ROLE, "chosen-once")
    assert first == again
    assert make_url(first).password == "chosen-once"
    assert await connects(first)


def test_a_password_that_was_chosen_is_not_printed(
    database: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TENSEI_DATABASE_URL", database)
    monkeypatch.setenv("TENSEI_GRADER_PASSWORD", "chosen-once")
    assert main(["grader-role", ROLE]) == 0
    output = capsys.readouterr()
    assert f"{ROLE}:***@" in output.out
    assert "chosen-once" not in output.out + output.err
