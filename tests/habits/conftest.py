"""Learners at work with the small curriculum of the tutor's tests, and a clock that can be set."""

from __future__ import annotations

import shutil
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parent.parent / "tutor"))

from small_curriculum import PNG, catalog
from studying import Study

import migrations
from bot.i18n import Words
from bot.storage import Database, open_database
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


@pytest.fixture
async def database(tmp_path: Path, empty_database: Path) -> AsyncIterator[Database]:
    shutil.copy(empty_database, tmp_path)
    database = await open_database(f"sqlite+aiosqlite:///{tmp_path / 'tensei.db'}")
    yield database
    await database.close()


@pytest.fixture
def study(database: Database, curriculum: Catalog, words: Words) -> Study:
    return Study(database, curriculum, words)
