"""Right answers pass whatever their style, and the reply to a wrong one names its first cause."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import pytest

from bot.i18n import Translations
from bot.tutor.grading.feedback import verdict_blocks
from grader.judge import Finding, Judge
from grader.judge.formatting import WIDTH
from grader.protocol import ProblemKind
from lessons.curriculum import Catalog, Language
from tests.support.every_case import check_every
from tests.support.graded_in_process import finding_of, hints_of, verdict_of
from tests.support.built_in import strict_translations

_HEADER_KEYS = ("status", "problem", "mistake", "error")


def header_of(finding: Finding) -> dict[str, str]:
    """Return a finding in the form of a golden file's header."""
    header = {"status": str(finding.status)}
    problem = finding.problem
    if problem is not None and problem.kind is not ProblemKind.EXCEPTION:
        header["problem"] = str(problem.kind)
    if problem is not None and problem.mistake is not None:
        header["mistake"] = problem.mistake
    if problem is not None and problem.raised is not None:
        header["error"] = str(problem.raised.key)
    return header


def test_a_submission_gets_its_verdict(judge: Judge, goldens: Mapping[str, Any]) -> None:
    def check(golden: Any) -> None:
        expected = {key: text for key, text in golden.expected.items() if key in _HEADER_KEYS}
        finding = finding_of(judge, golden)
        assert header_of(finding) == expected, finding

    check_every(goldens, check)


def test_a_submission_that_passes_gets_its_remarks(
    judge: Judge, goldens: Mapping[str, Any]
) -> None:
    def check(golden: Any) -> None:
        if golden.expected["status"] == "passed" or "remarks" in golden.expected:
            remarks = ", ".join(hint.key for hint in hints_of(judge, golden))
            assert remarks == golden.expected.get("remarks", "")

    check_every(goldens, check)


@pytest.fixture(scope="module")
def translations() -> Translations:
    return strict_translations()


def unescape(markdown: str) -> str:
    """Return Markdown without the backslashes before characters that would be markup."""
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", markdown)


def reply_texts(
    judge: Judge, catalog: Catalog, translations: Translations, golden: Any, language: Language
) -> list[str]:
    """Return the texts of the reply to a submission."""
    exercise = catalog.exercise(golden.exercise)
    assert exercise is not None
    blocks = verdict_blocks(
        translations.translator(language), exercise, verdict_of(judge, golden), points=None
    )
    return [unescape(block.markdown) for block in blocks if block.type == "text"]


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_verdict_is_said_in_the_words_that_were_approved(
    judge: Judge,
    catalog: Catalog,
    translations: Translations,
    goldens: Mapping[str, Any],
    language: Language,
) -> None:
    def check(golden: Any) -> None:
        finding = finding_of(judge, golden)
        texts = reply_texts(judge, catalog, translations, golden, language)
        exercise = catalog.exercise(golden.exercise)
        assert exercise is not None
        if finding.problem is None or finding.problem.mistake not in exercise.mistakes:
            assert golden.expected.get(language, texts[0]) in texts
        else:
            words = unescape(exercise.mistakes[finding.problem.mistake][language])
            look_first = translations.translator(language)("remark-first", text="").strip()
            _, first, *others = texts
            assert words == (others[0] if first.startswith(look_first) else first)

    check_every(goldens, check)


def test_what_is_shown_fits_a_phone(judge: Judge, goldens: Mapping[str, Any]) -> None:
    def check(golden: Any) -> None:
        problem = finding_of(judge, golden).problem
        if problem is not None:
            shown = (problem.input, problem.expected, problem.got)
            assert all(len(line) <= WIDTH for text in shown if text for line in text.splitlines())

    check_every(goldens, check)


def test_a_submission_that_fails_in_a_shown_case_says_so_in_approved_words(
    judge: Judge, goldens: Mapping[str, Any]
) -> None:
    def check(golden: Any) -> None:
        problem = finding_of(judge, golden).problem
        approved = {"ja", "en"} & golden.expected.keys()
        if problem is None or problem.hidden:
            assert approved == set()
        elif problem.mistake is None:  # else the words are those of the mistake
            assert approved == {"ja", "en"}

    check_every(goldens, check)


def test_every_exercise_and_every_named_mistake_has_its_submissions(
    catalog: Catalog, all_golden: list[Any]
) -> None:
    passing = {each.exercise for each in all_golden if each.expected["status"] == "passed"}
    assert passing == {exercise.id for exercise in catalog.exercises()}
    submitted = {(each.exercise, each.expected.get("mistake")) for each in all_golden}
    named = {(exercise.id, key) for exercise in catalog.exercises() for key in exercise.mistakes}
    assert named <= submitted


def test_there_are_at_least_500_submissions(all_golden: list[Any]) -> None:
    assert len(all_golden) >= 500
