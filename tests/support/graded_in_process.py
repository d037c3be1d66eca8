"""Grades code of the project's own in the process of the tests, without the jail.

The judge is the real one. Harmless code alone may be given to it: the golden submissions, and the
exercises' references.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Protocol

import torch

from grader import probe
from grader.judge import Finding, Judge
from grader.judge.printed_output import read_stderr
from grader.judge.questions import answer_exam
from grader.judge.records import Exam, MistakeRun
from grader.judge.requirements import rules_of
from grader.judge.style_hints import OUT_OF_PLACE
from grader.protocol import Problem, ProblemKind, Status, Verdict
from grader.syntax.style_hints import StyleHint
from grader.syntax.summary import Summary, summarize


class HarmlessSubmission(Protocol):
    """Code to grade."""

    @property
    def path(self) -> Path: ...

    @property
    def exercise(self) -> str: ...

    @property
    def code(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Grading:
    """A finding, and the hints beside it."""

    finding: Finding
    hints: tuple[StyleHint, ...]


@cache
def exam_of(judge: Judge, exercise: str) -> Exam:
    """Return an exam for all submissions to an exercise; its inputs differ per process.

    Grading does not change an exam.
    """
    return judge.make_exam(exercise)


@cache
def mistakes_of(judge: Judge, exercise: str) -> tuple[MistakeRun, ...]:
    """Return the runs of all named mistakes on the inputs of `exam_of`."""
    return judge.observe_mistakes(exam_of(judge, exercise))


def grade(
    judge: Judge, submission: HarmlessSubmission, mistakes: tuple[MistakeRun, ...] | None = None
) -> Grading:
    """Grade a submission on the inputs of `exam_of`.

    Without `mistakes`, run the named mistakes that are likely, as a grader does.
    """
    exam = exam_of(judge, submission.exercise)
    summary = summarize(submission.code, exam.entry, OUT_OF_PLACE, rules_of(exam.expectations))
    finding = judge.precheck(submission.exercise, summary)
    warned = ""
    if finding is None:
        finding, warned = _run(judge, exam, submission, summary, mistakes)
    if summary.error:
        return Grading(finding, ())
    style = judge.style_hints(submission.exercise, summary)
    return Grading(finding, (*read_stderr(warned).hints, *style))


def _run(
    judge: Judge,
    exam: Exam,
    submission: HarmlessSubmission,
    summary: Summary,
    mistakes: tuple[MistakeRun, ...] | None,
) -> tuple[Finding, str]:
    """Return the finding of code that could be run, and its warnings as Python prints them."""
    names: dict[str, Any] = {}
    try:
        exec(compile(submission.code, probe.FILE_NAME, "exec"), names)
    except Exception as error:
        told = probe.raised(error, submission.code)
        finding = judge.compile_error(submission.exercise, submission.code, told)
        if finding is None:
            raised = judge.explain(told)
            finding = Finding(Status.ERROR, Problem(kind=ProblemKind.EXCEPTION, raised=raised))
        return finding, ""
    if not callable(names.get(exam.entry)):
        return judge.missing_function(submission.exercise, (), summary), ""
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("default")
        torch.set_warn_always(True)  # as in a fresh process
        answer = answer_exam(names[exam.entry], exam, submission.code)
        torch.set_warn_always(False)
    printed = "".join(
        warnings.formatwarning(each.message, each.category, each.filename, each.lineno)
        for each in warned
    )
    return judge.grade(exam, answer, summary, mistakes), printed


def make_verdict(submission: HarmlessSubmission, grading: Grading) -> Verdict:
    """Return the verdict as a grader sends it, but for times, output and the jail's layers."""
    finding = grading.finding
    return Verdict(
        status=finding.status,
        exercise=submission.exercise,
        problem=finding.problem,
        reason=finding.reason,
        remarks=tuple(hint.key for hint in grading.hints),
        remark_facts={hint.key: hint.facts for hint in grading.hints},
    )


_VERDICTS: dict[Path, Verdict] = {}


def verdict_of(judge: Judge, submission: HarmlessSubmission) -> Verdict:
    """Return the verdict on a submission; each file is graded once."""
    if submission.path not in _VERDICTS:
        _VERDICTS[submission.path] = make_verdict(submission, grade(judge, submission))
    return _VERDICTS[submission.path]
