"""Fixtures of a tutor with the real curriculum, to which a chat platform connects."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable

import pytest

from bot.i18n import Translations
from bot.platforms import interaction_handler
from bot.storage import Database
from bot.tutor.grading import pending_updates
from bot.tutor.service import Tutor
from lessons.curriculum import Catalog
from tests.support.built_in import built_in_lessons
from tests.support.indexed import indexed
from tests.support.polling import PATIENCE_S
from tests.support.scripted_queue import ScriptedQueue
from tests.support.study_fixtures import opened, sqlite_url, words, worn_sqlite_file

__all__ = [
    "catalog",
    "database",
    "new_tutor",
    "patience",
    "queue",
    "sqlite_url",
    "tutor",
    "words",
    "worn_sqlite_file",
]


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    return built_in_lessons()


@pytest.fixture
async def database(sqlite_url: str) -> AsyncIterator[Database]:
    async with opened(sqlite_url) as database:
        yield database


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no busy machine be taken for a slow database, or its pause for a long wait."""
    monkeypatch.setattr(interaction_handler, "LANGUAGE_TIMEOUT_S", PATIENCE_S)
    monkeypatch.setattr(pending_updates, "FIRST_AFTER_S", PATIENCE_S)


@pytest.fixture
def queue() -> ScriptedQueue:
    return ScriptedQueue()


@pytest.fixture
def new_tutor(
    database: Database, catalog: Catalog, queue: ScriptedQueue, words: Translations
) -> Callable[[], Tutor]:
    """Return `new_tutor()`, which starts another tutor on this test's database."""
    return lambda: Tutor(database, catalog, queue, words, known=indexed(words, catalog))


@pytest.fixture
def tutor(new_tutor: Callable[[], Tutor]) -> Tutor:
    return new_tutor()
