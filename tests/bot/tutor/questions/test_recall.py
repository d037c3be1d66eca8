"""The share of real questions that are answered rightly, and of answers that are to the point.

`python -m benchmarks.question_recall` prints the figures. The floors are slightly below them.
"""

from __future__ import annotations

import pytest

from benchmarks.question_recall import Part, measure, read
from bot.tutor.questions.question_answers import QuestionAnswers
from lessons.curriculum import LANGUAGES, Language

FLOORS: dict[tuple[Language, Part], tuple[float, float, float]] = {
    ("en", "tuned"): (0.96, 0.97, 0.95),
    ("en", "paraphrases"): (0.86, 0.93, 0.93),
    ("en", "held out"): (0.93, 0.95, 0.9),
    ("en", "unseen"): (0.7, 0.82, 0.9),
    ("en", "all"): (0.9, 0.94, 0.94),
    ("ja", "tuned"): (0.96, 0.97, 0.97),
    ("ja", "paraphrases"): (0.84, 0.88, 0.9),
    ("ja", "held out"): (0.96, 0.97, 0.96),
    ("ja", "unseen"): (0.7, 0.82, 0.83),
    ("ja", "all"): (0.9, 0.93, 0.94),
}
"""The least recall, recall with what is offered, and precision."""


@pytest.mark.parametrize(("language", "part"), FLOORS)
def test_most_questions_are_answered_and_few_answers_are_beside_the_point(
    answers: QuestionAnswers, language: Language, part: Part
) -> None:
    figures = measure(answers, language, part)
    recall, recall_with_offers, precision = FLOORS[language, part]
    assert figures.recall >= recall, figures.misses
    assert figures.recall_with_offers >= recall_with_offers, figures.misses
    assert figures.precision >= precision, (*figures.misses, *figures.beside_the_point)


@pytest.mark.parametrize("language", LANGUAGES)
def test_few_texts_that_ask_nothing_are_answered_with_something_to_choose_from(
    answers: QuestionAnswers, language: Language
) -> None:
    figures = measure(answers, language, "all")
    assert figures.offers_to_others <= figures.others * 0.12


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
