"""Fixtures for texts that are slow to process. SQLite is enough, as no test depends on it."""

from __future__ import annotations

import pytest

from bot.helper_process import HelperPool
from bot.platforms.local import highlighting
from bot.tutor.text import code_reader
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
    "impatient_helpers",
    "sqlite_url",
    "study",
    "words",
    "worn_sqlite_file",
]


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    return sqlite_url


@pytest.fixture(scope="session")
def impatient_pool():
    """Yield a pool of helper processes with a short time limit, for fast tests of overruns."""
    pool = HelperPool(workers=1, cpu_s=0.1)
    yield pool
    pool.close()


@pytest.fixture
def impatient_helpers(monkeypatch: pytest.MonkeyPatch, impatient_pool: HelperPool) -> None:
    monkeypatch.setattr(code_reader, "_HELPERS", impatient_pool)
    monkeypatch.setattr(highlighting, "_HELPERS", impatient_pool)
