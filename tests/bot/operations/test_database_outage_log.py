"""The log during an outage of the database."""

from __future__ import annotations

import io
import logging

import pytest
from sqlalchemy import text

from bot.operations.db_outage_log_filter import shorten_outage
from common.sql_engine import new_engine

UNREACHABLE = "postgresql+psycopg://tensei:hunter2@127.0.0.1:1/tensei"


@pytest.fixture
def written() -> io.StringIO:
    return io.StringIO()


@pytest.fixture
def log(written: io.StringIO) -> logging.Logger:
    handler = logging.StreamHandler(written)
    handler.addFilter(shorten_outage)
    log = logging.Logger("a part of the bot")
    log.addHandler(handler)
    return log


async def log_failure(url: str, statement: str, log: logging.Logger) -> None:
    engine = new_engine(url)
    try:
        async with engine.connect() as connection:
            await connection.execute(text(statement))
    except Exception:
        log.exception("could not tell again what was not told")
    finally:
        await engine.dispose()


async def test_a_database_that_is_away_is_one_line_with_what_to_do(
    log: logging.Logger, written: io.StringIO
) -> None:
    await log_failure(UNREACHABLE, "SELECT 1", log)
    said = written.getvalue()
    assert said.startswith("could not tell again what was not told: the database is away (")
    assert said.count("\n") == 1
    assert "TENSEI_DATABASE_URL" in said
    assert "hunter2" not in said


async def test_a_server_that_ends_our_connection_is_away(
    postgres_url: str, log: logging.Logger, written: io.StringIO
) -> None:
    await log_failure(postgres_url, "SELECT pg_terminate_backend(pg_backend_pid())", log)
    assert "the database is away" in written.getvalue()
    assert written.getvalue().count("\n") == 1


async def test_a_fault_of_ours_keeps_its_traceback(
    database_url: str, log: logging.Logger, written: io.StringIO
) -> None:
    await log_failure(database_url, "SELECT * FROM no_such_table", log)
    assert "Traceback" in written.getvalue()
    assert "is away" not in written.getvalue()
