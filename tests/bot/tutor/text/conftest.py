from __future__ import annotations

import pytest

from tests.support.study_fixtures import (
    curriculum,
    database,
    sqlite_url,
    study,
    words,
    worn_sqlite_file,
)

__all__ = [
    "curriculum",
    "database",
    "database_url",
    "sqlite_url",
    "study",
    "words",
    "worn_sqlite_file",
]


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """SQLite only: what may differ on Postgres is tested with storage and other features."""
    return sqlite_url
