from __future__ import annotations

import pytest

from bot.tutor.questions.question_answers import QuestionAnswers
from lessons.curriculum import Catalog
from tests.support.built_in import built_in_lessons, strict_translations
from tests.support.study_fixtures import database, sqlite_url, study, words, worn_sqlite_file

__all__ = ["database", "database_url", "sqlite_url", "study", "words", "worn_sqlite_file"]


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """SQLite only: an answer is read from no database."""
    return sqlite_url


@pytest.fixture(scope="package")
def answers() -> QuestionAnswers:
    """The answers to questions about the built-in lessons."""
    return QuestionAnswers(built_in_lessons(), strict_translations())


@pytest.fixture(scope="session")
def curriculum() -> Catalog:
    """The built-in lessons, for the replies of a whole tutor."""
    return built_in_lessons()
