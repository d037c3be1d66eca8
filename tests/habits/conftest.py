"""Learners at work with the small curriculum of the tutor's tests, and a clock that can be set.

On SQLite, or on the empty database that TEST_DATABASE_URL names (its rows are deleted).
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parent.parent / "tutor"))

from small_curriculum import PNG, catalog
from sqlalchemy import text
from studying import Study

import migrations
from bot.i18n import Words
from bot.storage import Database, open_database
from bot.storage.models import Row
from lessons.records import Catalog


@pytest.fixture(scope="session")
def words() -> Words:
    return Words(strict=True)


@pytest.fixture
def curriculum(tmp_path: Path) -> Catalog:
    (tmp_path / "picture.png").write_bytes(PNG)
    return catalog(tmp_path / "picture.png")


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("empty") / "tensei.db"
    migrations.upgrade(f"sqlite+aiosqlite:///{path}")
    return path


async def emptied(database: Database) -> Database:
    tables = ", ".join(table.name for table in Row.metadata.sorted_tables)
    async with database.writing() as session:
        await session.execute(text(f"TRUNCATE {tables} RESTART IDENTITY CASCADE"))
    return database


@pytest.fixture
async def database(tmp_path: Path, empty_database: Path) -> AsyncIterator[Database]:
    if url := os.environ.get("TEST_DATABASE_URL"):
        database = await emptied(await open_database(url))
    else:
        shutil.copy(empty_database, tmp_path)
        database = await open_database(f"sqlite+aiosqlite:///{tmp_path / 'tensei.db'}")
    yield database
    await database.close()


@pytest.fixture
def study(database: Database, curriculum: Catalog, words: Words) -> Study:
    return Study(database, curriculum, words)
