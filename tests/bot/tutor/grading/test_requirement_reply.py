"""What is said of code whose values are right, but not the way to them."""

from __future__ import annotations

import pytest

from bot.i18n import Translations
from bot.tutor.grading.feedback import verdict_blocks
from bot.tutor.replies.model import Text
from grader.protocol import Problem, ProblemKind, Status, Verdict
from lessons.curriculum import Exercise, Language
from tests.support.built_in import built_in_lessons, strict_translations

LANGUAGES = pytest.mark.parametrize("language", ["en", "ja"])
NONE = dict.fromkeys(("rule", "name", "line", "small", "large"), "none")
LOOP = "loop-instead-of-broadcast"


@pytest.fixture(scope="module")
def translations() -> Translations:
    return strict_translations()


@pytest.fixture(scope="module")
def exercise() -> Exercise:
    found = built_in_lessons().exercise("operations/best-class")
    assert found is not None
    return found


def texts(
    translations: Translations, exercise: Exercise, language: Language, **facts: str
) -> list[str]:
    verdict = Verdict(
        status=Status.FAILED,
        exercise=exercise.id,
        problem=Problem(kind=ProblemKind.REQUIREMENT, facts=NONE | facts),
        remarks=(LOOP, "uses-data") if facts["rule"] == "style" else ("uses-data",),
        remark_facts={LOOP: {"line": "3"}, "uses-data": {"line": "4"}},
    )
    blocks = verdict_blocks(translations.translator(language), exercise, verdict, points=None)
    return [block.markdown for block in blocks if isinstance(block, Text)]


@LANGUAGES
def test_the_hint_that_refuses_is_said_first_and_once(
    translations: Translations, exercise: Exercise, language: Language
) -> None:
    t = translations.translator(language)
    found = texts(translations, exercise, language, rule="style", name=LOOP)
    assert found[1] == t("remark-first", text=t(f"remark-{LOOP}", line="3"))
    assert found[2] == t("problem-requirement", **(NONE | {"rule": "style"}))
    assert len([each for each in found if t(f"remark-{LOOP}", line="3") in each]) == 1


RULES = {
    "forbidden": {"name": "sort", "line": "2"},
    "not-allowed": {"name": "sorted", "line": "2"},
    "dynamic": {"name": "getattr", "line": "2"},
    "import": {"name": "os", "line": "1"},
    "dispatched": {"name": "sort"},
    "operations": {"small": "12", "large": "120"},
    "unread": {},
}


@LANGUAGES
@pytest.mark.parametrize("rule", RULES)
def test_each_rule_has_words_of_its_own_with_its_facts(
    translations: Translations, exercise: Exercise, language: Language, rule: str
) -> None:
    facts = RULES[rule]
    said = texts(translations, exercise, language, rule=rule, **facts)[1]
    assert all(value in said for value in facts.values())
    others = {
        texts(translations, exercise, language, rule=each, **RULES[each])[1] for each in RULES
    }
    assert len(others) == len(RULES)


@LANGUAGES
def test_a_name_from_code_changes_no_markdown(
    translations: Translations, exercise: Exercise, language: Language
) -> None:
    said = texts(translations, exercise, language, rule="forbidden", name="a`[b](c)", line="2")[1]
    assert "`a'[b](c)`" in said


@LANGUAGES
def test_an_exercise_that_cannot_decide_says_that_it_is_not_the_learners_fault(
    translations: Translations, exercise: Exercise, language: Language
) -> None:
    verdict = Verdict(status=Status.ERROR, exercise=exercise.id, reason="property")
    t = translations.translator(language)
    blocks = verdict_blocks(t, exercise, verdict, points=None)
    assert t("ended-error-property") in [each.markdown for each in blocks if isinstance(each, Text)]
