"""The share of real questions that are answered rightly, and of answers that are to the point.

`python -m benchmarks.question_recall` prints the figures. The floors are slightly below them.
"""

from __future__ import annotations

import pytest

from benchmarks.question_recall import Part, measure, read
from bot.tutor.questions.question_answers import QuestionAnswers
from lessons.curriculum import LANGUAGES, Language

FLOORS: dict[tuple[Language, Part], tuple[float, float]] = {
    ("en", "tuned"): (0.93, 0.96),
    ("en", "held out"): (0.93, 0.92),
    ("en", "unseen"): (0.54, 0.79),
    ("en", "all"): (0.89, 0.94),
    ("ja", "tuned"): (0.96, 0.97),
    ("ja", "held out"): (0.94, 0.96),
    ("ja", "unseen"): (0.60, 0.80),
    ("ja", "all"): (0.92, 0.96),
}


@pytest.mark.parametrize(("language", "part"), FLOORS)
def test_most_questions_are_answered_and_few_answers_are_beside_the_point(
    answers: QuestionAnswers, language: Language, part: Part
) -> None:
    figures = measure(answers, language, part)
    recall, precision = FLOORS[language, part]
    assert figures.recall >= recall, figures.misses
    assert figures.precision >= precision, (*figures.misses, *figures.beside_the_point)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_questions_are_many_and_each_is_there_once(language: Language) -> None:
    questions, others = read(language, "all")
    texts = [*(text for text, *_ in questions), *others]
    assert len(questions) >= 120
    assert len(others) >= 80
    assert len(set(texts)) == len(texts)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_answer_that_is_expected_exists(answers: QuestionAnswers, language: Language) -> None:
    expected = {id for _, *ids in read(language, "all")[0] for id in ids}
    missing = {id for id in expected if answers.answer(id, language) is None}
    assert missing == set()
