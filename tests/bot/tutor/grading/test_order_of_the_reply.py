"""The reply says the most exact cause first, and general sentences only where nothing is named."""

from __future__ import annotations

from typing import Any

import pytest

from bot.i18n import Translations, Translator
from bot.tutor.grading.feedback import verdict_blocks
from bot.tutor.replies.model import Code, Text
from grader.protocol import ExceptionInfo, Problem, ProblemKind, Status, Verdict
from lessons.curriculum import Exercise, Language
from tests.support.built_in import built_in_lessons, strict_translations

LANGUAGES = pytest.mark.parametrize("language", ["en", "ja"])
DTYPE = {
    "where": "none",
    "call": "none",
    "expected_dtype": "int64",
    "got_dtype": "float32",
    "right": "none",
}


@pytest.fixture(scope="module")
def translations() -> Translations:
    return strict_translations()


@pytest.fixture(scope="module")
def exercise() -> Exercise:
    found = built_in_lessons().exercise("operations/best-class")
    assert found is not None
    return found


def problem(kind: ProblemKind = ProblemKind.DTYPE, **fields: Any) -> Problem:
    given = {"facts": DTYPE, "input": "x = 1", "expected": "2", "got": "3"}
    return Problem(kind=kind, **(given | fields))


def verdict(status: Status = Status.FAILED, **fields: Any) -> Verdict:
    return Verdict(status=status, exercise="operations/best-class", **fields)


def texts(t: Translator, exercise: Exercise, found: Verdict) -> list[str]:
    """Return the texts of the reply, without the title."""
    blocks = verdict_blocks(t, exercise, found, points=None)
    return [block.markdown for block in blocks if isinstance(block, Text)][1:]


def codes(t: Translator, exercise: Exercise, found: Verdict) -> list[tuple[str | None, str]]:
    blocks = verdict_blocks(t, exercise, found, points=None)
    return [(block.caption, block.text) for block in blocks if isinstance(block, Code)]


@LANGUAGES
def test_a_named_mistake_is_said_first_and_no_general_sentence_beside_it(
    translations: Translations, exercise: Exercise, language: Language
) -> None:
    t = translations.translator(language)
    key, words = next(iter(exercise.mistakes.items()))
    found = verdict(problem=problem(mistake=key))
    assert texts(t, exercise, found) == [words[language]]
    general = t("problem-dtype", **DTYPE)
    assert texts(t, exercise, verdict(problem=problem())) == [general]


@LANGUAGES
def test_a_named_mistake_that_raised_keeps_its_line_and_not_the_general_explanation(
    translations: Translations, exercise: Exercise, language: Language
) -> None:
    t = translations.translator(language)
    key, words = next(iter(exercise.mistakes.items()))
    raised = ExceptionInfo(
        type="RuntimeError", message="m", line=2, source="y()", key="caret", facts={}
    )
    found = problem(ProblemKind.EXCEPTION, mistake=key, raised=raised, facts={})
    reply = verdict(Status.ERROR, problem=found)
    assert texts(t, exercise, reply) == [words[language]]
    assert "y()" in [text for _, text in codes(t, exercise, reply)]


@LANGUAGES
def test_a_line_that_throws_its_result_away_leads_with_its_number(
    translations: Translations, exercise: Exercise, language: Language
) -> None:
    t = translations.translator(language)
    key, words = next(iter(exercise.mistakes.items()))
    facts = {"unused-result": {"line": "4", "name": "y", "call": "y.float"}}
    lead = t("remark-first", text=t("remark-unused-result", line="4", name="y", call="y.float"))
    assert "4" in lead
    found = verdict(problem=problem(), remarks=("unused-result",), remark_facts=facts)
    assert texts(t, exercise, found) == [lead, t("problem-dtype", **DTYPE)]
    named = verdict(problem=problem(mistake=key), remarks=("unused-result",), remark_facts=facts)
    assert texts(t, exercise, named) == [lead, words[language]]


@LANGUAGES
def test_a_thrown_away_result_of_code_that_passes_is_said_by_the_way(
    translations: Translations, exercise: Exercise, language: Language
) -> None:
    t = translations.translator(language)
    remarks = ("unused-result", "parameters-swapped")
    facts = {
        "unused-result": {"line": "4", "name": "y", "call": "y.float"},
        "parameters-swapped": {"expected": "a, b", "given": "b, a"},
    }
    said = texts(t, exercise, verdict(Status.PASSED, remarks=remarks, remark_facts=facts))
    assert t("remark", text=t("remark-unused-result", line="4", name="y", call="y.float")) in said
    assert not any("b, a" in text for text in said)


KINDS: list[tuple[ProblemKind, dict[str, str]]] = [
    (ProblemKind.DTYPE, DTYPE),
    (ProblemKind.SHAPE, {"where": "[0]", "expected_shape": "(2,)", "got_shape": "(1,)"}),
    (
        ProblemKind.DEVICE,
        {
            "where": "none",
            "expected_device": "meta",
            "got_device": "cpu",
            "computed_on": "none",
        },
    ),
    (
        ProblemKind.VALUE,
        {
            **dict.fromkeys(("where", "call", "cuda", "index", "strange", "raises"), "none"),
            "hidden": "True",
        },
    ),
]


@LANGUAGES
@pytest.mark.parametrize(("kind", "facts"), KINDS)
def test_that_the_shown_cases_came_out_right_is_said_for_every_kind_of_hidden_case(
    translations: Translations,
    exercise: Exercise,
    language: Language,
    kind: ProblemKind,
    facts: dict[str, str],
) -> None:
    t = translations.translator(language)
    hidden = verdict(problem=problem(kind, facts=facts, hidden=True))
    assert texts(t, exercise, hidden)[-1] == t("case-hidden-only")
    shown = verdict(problem=problem(kind, facts=facts | {"hidden": "none"}))
    assert t("case-hidden-only") not in texts(t, exercise, shown)


@LANGUAGES
def test_that_the_shown_cases_came_out_right_is_said_of_an_exception_too(
    translations: Translations, exercise: Exercise, language: Language
) -> None:
    t = translations.translator(language)
    raised = ExceptionInfo(type="ValueError", message="too large", line=3, source="raise")
    found = problem(ProblemKind.EXCEPTION, raised=raised, facts={}, hidden=True)
    assert t("case-hidden-only") in texts(t, exercise, verdict(Status.ERROR, problem=found))


@LANGUAGES
def test_an_own_test_that_fails_is_told_apart_from_the_inputs_of_the_exercise(
    translations: Translations, exercise: Exercise, language: Language
) -> None:
    t = translations.translator(language)
    raised = ExceptionInfo(
        type="RuntimeError",
        message="m",
        line=4,
        source="    return x.mean(1)",
        outer_line=7,
        outer_source="print(f(torch.tensor([[1, 2]])))",
    )
    found = Problem(kind=ProblemKind.EXCEPTION, raised=raised)
    reply = verdict(Status.ERROR, problem=found)
    assert texts(t, exercise, reply)[0] == t("raised-own-call", line="7")
    own, inside, _ = codes(t, exercise, reply)
    assert own == (t("raised-line", line="7"), "print(f(torch.tensor([[1, 2]])))")
    assert inside == (t("raised-line", line="4"), "return x.mean(1)")


@LANGUAGES
def test_printing_in_many_calls_is_said_and_one_of_them_is_shown(
    translations: Translations, exercise: Exercise, language: Language
) -> None:
    t = translations.translator(language)
    found = verdict(problem=problem(), output="here\n", printed_inputs=10, printed_for_problem=True)
    assert (t("run-printed-inputs", count=10), "here") in codes(t, exercise, found)
    passed = verdict(Status.PASSED, output="here\n", printed_inputs=10)
    assert codes(t, exercise, passed) == [(t("run-printed-first", count=10), "here")]
    loading = verdict(Status.PASSED, output="here\n")
    assert codes(t, exercise, loading) == [(t("run-printed"), "here")]


@LANGUAGES
def test_a_warning_about_the_learners_line_stands_apart_from_what_was_printed(
    translations: Translations, exercise: Exercise, language: Language
) -> None:
    t = translations.translator(language)
    found = verdict(Status.PASSED, output="here\n", warnings="<your code>:3: UserWarning: odd")
    assert codes(t, exercise, found)[-1] == (t("run-stderr"), "<your code>:3: UserWarning: odd")


@LANGUAGES
def test_input_that_nobody_can_give_is_explained_once(
    translations: Translations, exercise: Exercise, language: Language
) -> None:
    t = translations.translator(language)
    raised = ExceptionInfo(type="EOFError", message="EOF", line=2, source="input()", key="input")
    found = Problem(kind=ProblemKind.EXCEPTION, raised=raised)
    reply = verdict(Status.REFUSED, reason="input", problem=found)
    assert texts(t, exercise, reply) == [t("ended-refused-input")]


@LANGUAGES
def test_a_verdict_that_was_stored_before_facts_were_added_is_still_said(
    translations: Translations, exercise: Exercise, language: Language
) -> None:
    t = translations.translator(language)
    facts = dict.fromkeys(
        ("where", "call", "expected_length", "got_length", "missing_key", "extra_key", "cuda"),
        "none",
    )
    none = problem(ProblemKind.TYPE, facts=facts | {"got_type": "None", "expected_type": "int"})
    other = problem(ProblemKind.TYPE, facts=facts | {"got_type": "list", "expected_type": "int"})
    remarks = ("unused-result",)
    first, second = (
        texts(t, exercise, verdict(problem=each, remarks=remarks)) for each in (none, other)
    )
    assert "`None`" in first[1]
    assert "`list`" in second[1]
    assert first[0] == t("remark-first", text=t("remark-unused-result", line="none", call="none"))
