"""Right answers pass whatever their style, and the reply to a wrong one names its first cause.

Each submission is graded once. Its trace is tested here, too, because it begins with the verdict.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from bot.i18n import Translations
from bot.tutor.grading.feedback import verdict_blocks
from grader import probe
from grader.judge import Finding, Judge
from grader.judge.formatting import WIDTH
from grader.judge.trace_steps import MAX_SOURCE
from grader.protocol import MAX_TRACE_STEPS, ProblemKind, ShapeTrace
from lessons.curriculum import Catalog, Language
from tests.support.every_case import check_every
from tests.support.graded_in_process import Grading, exam_of, grade, make_verdict, mistakes_of
from tests.support.built_in import strict_translations

_HEADER_KEYS = ("status", "problem", "mistake", "error")
_GRADINGS: dict[Path, Grading] = {}


def grading_of(judge: Judge, golden: Any) -> Grading:
    if golden.path not in _GRADINGS:
        mistakes = mistakes_of(judge, golden.exercise)
        _GRADINGS[golden.path] = grade(judge, golden, mistakes)
    return _GRADINGS[golden.path]


def finding_of(judge: Judge, golden: Any) -> Finding:
    return grading_of(judge, golden).finding


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
            remarks = ", ".join(hint.key for hint in grading_of(judge, golden).hints)
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
    verdict = make_verdict(golden, grading_of(judge, golden))
    blocks = verdict_blocks(translations.translator(language), exercise, verdict, points=None)
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


Traced = tuple[ProblemKind, ShapeTrace | None] | None
_TRACES: dict[Path, Traced] = {}


def trace_of(judge: Judge, golden: Any) -> Traced:
    """Return the problem of a submission and its trace; None where it has no failing case."""
    if golden.path not in _TRACES:
        _TRACES[golden.path] = trace(judge, golden)
    return _TRACES[golden.path]


def trace(judge: Judge, golden: Any) -> Traced:
    exam, finding = exam_of(judge, golden.exercise), finding_of(judge, golden)
    if finding.failure is None or exam.conversation:  # a conversation has no second look
        return None
    kind = finding.failure.difference.kind
    question = judge.trace_question(exam, finding.failure)
    if question is None:
        return kind, None
    recorder = probe.Recorder(golden.code)
    names = dict(recorder.names)
    exec(compile(recorder.tree, probe.FILE_NAME, "exec"), names)
    answer, trace = recorder.answer(names[exam.entry], question)
    return kind, judge.shape_trace(exam, finding.failure, golden.code, answer, trace)


def test_a_trace_quotes_the_submission_and_marks_only_what_is_wrong(
    judge: Judge, goldens: Mapping[str, Any]
) -> None:
    def check(golden: Any) -> None:
        found = trace_of(judge, golden)
        if found is None or found[1] is None:
            return  # nothing is shown, and so nothing false
        kind, trace = found
        assert 1 < len(trace.steps) <= MAX_TRACE_STEPS
        lines = golden.code.splitlines()
        for step in (each for each in trace.steps if each.line):
            assert step.source.split()[0].rstrip("…") in lines[step.line - 1]
            assert len(step.source) <= MAX_SOURCE
        if trace.departure is not None:
            assert kind == trace.departure.property
            step = trace.steps[trace.departure.step]
            assert step.line
            if kind in {ProblemKind.SHAPE, ProblemKind.DTYPE}:
                assert trace.departure.value in f"{step.result} {step.last}"

    check_every(goldens, check)


def test_most_wrong_answers_that_run_have_a_trace(judge: Judge, all_golden: list[Any]) -> None:
    kinds = Counter[bool]()
    for golden in all_golden:
        found = trace_of(judge, golden)
        if found is not None and found[0] in {ProblemKind.SHAPE, ProblemKind.DTYPE}:
            kinds[found[1] is not None] += 1
    assert kinds[True] > 20
    assert kinds[False] < kinds[True] / 10


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
