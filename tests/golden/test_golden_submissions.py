"""No right answer is failed because of its style, and every wrong one is told what went wrong."""

import re

import pytest

from bot.i18n import Translations
from bot.tutor.grading.feedback import verdict_blocks
from grader import probe
from grader.judge import Finding
from grader.judge.style_hints import OUT_OF_PLACE
from grader.judge.formatting import WIDTH
from grader.protocol import Problem, ProblemKind, Status, Verdict
from grader.syntax.summary import summarize

FINDINGS = {}


def judged(judge, golden):
    """The finding; each submission is judged once, on inputs that are fresh in every run."""
    if golden.path not in FINDINGS:
        FINDINGS[golden.path] = _judged(judge, golden)
    return FINDINGS[golden.path]


def summary_of(judge, golden):
    return summarize(golden.code, judge.function_name(golden.exercise), OUT_OF_PLACE)


def _judged(judge, golden):
    refused = judge.precheck(golden.exercise, summary_of(judge, golden))
    if refused is not None:
        return refused
    exam = judge.make_exam(golden.exercise)
    names = {}
    try:
        exec(compile(golden.code, probe.FILE_NAME, "exec"), names)
    except Exception as error:
        told = probe.raised(error, golden.code)
        refused = judge.compile_error(golden.exercise, golden.code, told)
        if refused is not None:
            return refused
        raised = judge.explain(told)
        return Finding(Status.ERROR, Problem(kind=ProblemKind.EXCEPTION, raised=raised))
    answer = probe.answer(names[exam.entry], exam.question, golden.code)
    return judge.grade(exam, answer)


_SUMMARY = ("status", "problem", "mistake", "error")


def summary(finding):
    """A finding as a golden file's head says it."""
    said = {"status": str(finding.status)}
    problem = finding.problem
    if problem is not None and problem.kind is not ProblemKind.EXCEPTION:
        said["problem"] = str(problem.kind)
    if problem is not None and problem.mistake is not None:
        said["mistake"] = problem.mistake
    if problem is not None and problem.raised is not None:
        said["error"] = str(problem.raised.key)
    return said


def test_a_submission_gets_its_verdict(judge, golden):
    expected = {key: text for key, text in golden.expected.items() if key in _SUMMARY}
    finding = judged(judge, golden)
    assert summary(finding) == expected, finding


def test_a_submission_that_passes_gets_its_remarks(judge, golden):
    if golden.expected["status"] == "passed" or "remarks" in golden.expected:
        remarks = ", ".join(judge.style_hints(golden.exercise, summary_of(judge, golden)))
        assert remarks == golden.expected.get("remarks", "")


@pytest.fixture(scope="module")
def words():
    return Translations(strict=True)


def as_shown(markdown):
    """Markdown without the backslashes that keep what learners wrote from being markup."""
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", markdown)


def said(judge, catalog, words, golden, language):
    """The finding, and the texts that are said of it."""
    finding = judged(judge, golden)
    verdict = Verdict(
        status=finding.status,
        exercise=golden.exercise,
        problem=finding.problem,
        reason=finding.reason,
        remarks=judge.style_hints(golden.exercise, summary_of(judge, golden)),
    )
    exercise = catalog.exercise(golden.exercise)
    blocks = verdict_blocks(words.voice(language), exercise, verdict, points=None)
    return finding, [as_shown(block.markdown) for block in blocks if block.type == "text"]


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_verdict_is_said_in_the_words_that_were_approved(judge, catalog, words, golden, language):
    finding, texts = said(judge, catalog, words, golden, language)
    assert golden.expected.get(language, texts[0]) in texts
    if finding.problem is not None and finding.problem.mistake is not None:
        mistakes = catalog.exercise(golden.exercise).mistakes
        assert as_shown(mistakes[finding.problem.mistake][language]) in texts


def test_what_is_shown_fits_a_phone(judge, golden):
    problem = judged(judge, golden).problem
    if problem is not None:
        shown = (problem.input, problem.expected, problem.got)
        assert all(len(line) <= WIDTH for text in shown if text for line in text.splitlines())


def test_a_submission_that_fails_in_a_shown_case_says_so_in_approved_words(judge, golden):
    problem = judged(judge, golden).problem
    approved = {"ja", "en"} & golden.expected.keys()
    assert approved == (set() if problem is None or problem.hidden else {"ja", "en"})


def test_every_exercise_and_every_named_mistake_has_its_submissions(catalog, all_golden):
    passing = {each.exercise for each in all_golden if each.expected["status"] == "passed"}
    assert passing == {exercise.id for exercise in catalog.exercises()}
    told = {(each.exercise, each.expected.get("mistake")) for each in all_golden}
    named = {(exercise.id, key) for exercise in catalog.exercises() for key in exercise.mistakes}
    assert named <= told


def test_there_are_at_least_150_submissions(all_golden):
    assert len(all_golden) >= 150
