from __future__ import annotations

import pytest

from bot.i18n import Translations
from bot.tutor.questions.question_answers import QuestionAnswers
from lessons.catalog import load


@pytest.fixture(scope="package")
def answers() -> QuestionAnswers:
    """The answers to questions about the built-in lessons."""
    return QuestionAnswers(load(), Translations(strict=True))
