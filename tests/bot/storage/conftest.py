"""Fixtures of the tests of the storage."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.study_fixtures import database, postgres_url, worn_postgres

__all__ = ["bare_database_url", "bare_sqlite_url", "database", "postgres_url", "worn_postgres"]


@pytest.fixture
def bare_sqlite_url(tmp_path: Path) -> str:
    """The URL of a file in `tmp_path` that does not exist yet."""
    return f"sqlite+aiosqlite:///{tmp_path / 'bare.db'}"


@pytest.fixture(params=["sqlite", "postgres"])
def bare_database_url(request: pytest.FixtureRequest) -> str:
    """The URL of an empty database; the test runs on SQLite and on Postgres."""
    return str(request.getfixturevalue(f"bare_{request.param}_url"))
