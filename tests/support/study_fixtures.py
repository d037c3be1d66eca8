"""Fixtures of a tutor with the small curriculum and its learners.

A conftest.py that imports these fixtures has them on SQLite and on Postgres, or on the one that
its own `database_url` names.
"""

from __future__ import annotations

import shutil
import uuid
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import psycopg
import pytest
from sqlalchemy.engine import URL

from bot.i18n import Translations
from bot.storage import Database, open_database
from lessons.curriculum import Catalog
from tests.support.built_in import strict_translations
from tests.support.small_curriculum import PNG, catalog
from tests.support.study import Study

__all__ = [
    "curriculum",
    "database",
    "opened",
    "postgres_url",
    "sqlite_url",
    "study",
    "words",
    "worn_postgres",
    "worn_sqlite_file",
]

_OPENED: dict[str, Database] = {}
"""Databases by URL, reused because SQLAlchemy caches compiled statements in the engine."""

# A function, because the server plans each of its statements only once for each connection.
DEFINE_EMPTY = """
DO $$ BEGIN
    EXECUTE format(
        'CREATE FUNCTION pg_temp.empty_tables() RETURNS void LANGUAGE plpgsql
        SET session_replication_role = replica -- foreign keys cannot fail where all goes
        AS %L',
        'BEGIN '
        || (
            SELECT string_agg(format('DELETE FROM public.%I;', tablename), ' ') FROM pg_tables
            WHERE schemaname = 'public' AND tablename <> 'alembic_version'
        )
        || 'PERFORM setval(format(''%I.%I'', schemaname, sequencename)::regclass, 1, false)
            FROM pg_sequences WHERE schemaname = ''public'' AND last_value IS NOT NULL; END'
    );
END $$
"""


class WornPostgres:
    """A database of Postgres that one test after another uses."""

    def __init__(self, url: URL) -> None:
        self.url = url.render_as_string(hide_password=False)
        self._libpq_url = _conninfo(url)
        self._connection: psycopg.Connection | None = None

    def empty(self) -> None:
        """Delete all rows, and let the sequences begin with 1, as in a new database."""
        try:
            self._call_function()
        except psycopg.OperationalError:  # a test ended the connection
            self.close()
            self._call_function()

    def _call_function(self) -> None:
        if self._connection is None:
            self._connection = psycopg.connect(self._libpq_url, autocommit=True)
            self._connection.execute(DEFINE_EMPTY)
        self._connection.execute("SELECT pg_temp.empty_tables()")

    def close(self) -> None:
        """Close the connection, if there is one."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None


@pytest.fixture(scope="session")
def words() -> Translations:
    return strict_translations()


@pytest.fixture(scope="session")
def curriculum(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    picture = tmp_path_factory.mktemp("curriculum") / "picture.png"
    picture.write_bytes(PNG)
    return catalog(picture)


@pytest.fixture(scope="session")
def worn_postgres(postgres: URL, postgres_template: str) -> Iterator[WornPostgres]:
    """One database for all tests: a new one for each test would take 0.2 seconds."""
    name = f"tensei_worn_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(_conninfo(postgres), autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}" TEMPLATE "{postgres_template}"')
        worn = WornPostgres(postgres.set(database=name))
        yield worn
        worn.close()
        server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture
def postgres_url(worn_postgres: WornPostgres) -> str:
    """A database with empty tables and sequences that begin with 1, like a new one."""
    worn_postgres.empty()
    return worn_postgres.url


@pytest.fixture(scope="session")
def worn_sqlite_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("worn") / "tensei.db"


@pytest.fixture
def sqlite_url(worn_sqlite_file: Path, sqlite_template: Path) -> str:
    """A file with empty tables, of the same name in every test."""
    for leftover in worn_sqlite_file.parent.iterdir():
        leftover.unlink()
    shutil.copy(sqlite_template, worn_sqlite_file)
    return f"sqlite+aiosqlite:///{worn_sqlite_file}"


@asynccontextmanager
async def opened(url: str) -> AsyncIterator[Database]:
    if url not in _OPENED:
        _OPENED[url] = await open_database(url)
    yield _OPENED[url]
    await _OPENED[url].close()  # its connections, which are of this test's event loop


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    async with opened(database_url) as database:
        yield database


@pytest.fixture
def study(database: Database, curriculum: Catalog, words: Translations) -> Study:
    return Study(database, curriculum, words)


def _conninfo(url: URL) -> str:
    return url.set(drivername="postgresql").render_as_string(hide_password=False)
