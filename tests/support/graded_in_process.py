"""Grades code of the project's own in the process of the tests, without the jail.

The judge is the real one. Harmless code alone may be given to it: the golden submissions, and the
exercises' references.
"""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any, Protocol

import torch

from grader import probe
from grader.judge import Finding, Judge
from grader.judge.printed_output import read_stderr
from grader.judge.questions import answer_exam
from grader.judge.requirements import rules_of
from grader.judge.style_hints import OUT_OF_PLACE, StyleHint
from grader.protocol import Problem, ProblemKind, Status, Verdict
from grader.syntax.summary import Summary, summarize


class HarmlessSubmission(Protocol):
    """Code to grade; of one file each code is graded once."""

    @property
    def path(self) -> Path: ...

    @property
    def exercise(self) -> str: ...

    @property
    def code(self) -> str: ...


FINDINGS: dict[Path, Finding] = {}
WARNINGS: dict[Path, str] = {}
"""What the submissions that were graded have warned of, as Python prints it on stderr."""


def finding_of(judge: Judge, golden: HarmlessSubmission) -> Finding:
    """Return the finding of a submission. Each is graded once, on inputs that differ per run."""
    if golden.path not in FINDINGS:
        FINDINGS[golden.path] = grade(judge, golden)
    return FINDINGS[golden.path]


def syntax_summary(judge: Judge, golden: HarmlessSubmission) -> Summary:
    return summarize(golden.code, judge.function_name(golden.exercise), OUT_OF_PLACE)


def grade(judge: Judge, golden: HarmlessSubmission) -> Finding:
    finding = judge.precheck(golden.exercise, syntax_summary(judge, golden))
    if finding is not None:
        return finding
    exam = judge.make_exam(golden.exercise)
    names: dict[str, Any] = {}
    rules = rules_of(exam.expectations)
    summary = summarize(golden.code, exam.entry, OUT_OF_PLACE, rules)
    try:
        exec(compile(golden.code, probe.FILE_NAME, "exec"), names)
    except Exception as error:
        told = probe.raised(error, golden.code)
        finding = judge.compile_error(golden.exercise, golden.code, told)
        if finding is not None:
            return finding
        raised = judge.explain(told)
        return Finding(Status.ERROR, Problem(kind=ProblemKind.EXCEPTION, raised=raised))
    if not callable(names.get(exam.entry)):
        return judge.missing_function(golden.exercise, (), summary)
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("default")
        torch.set_warn_always(True)  # as in a fresh process
        answer = answer_exam(names[exam.entry], exam, golden.code)
        torch.set_warn_always(False)
    WARNINGS[golden.path] = "".join(
        warnings.formatwarning(each.message, each.category, each.filename, each.lineno)
        for each in warned
    )
    return judge.grade(exam, answer, summary)


def hints_of(judge: Judge, golden: HarmlessSubmission) -> tuple[StyleHint, ...]:
    finding_of(judge, golden)
    if not syntax_summary(judge, golden).error:
        style = judge.style_hints(golden.exercise, syntax_summary(judge, golden))
        return (*read_stderr(WARNINGS.get(golden.path, "")).hints, *style)
    return ()


def verdict_of(judge: Judge, golden: HarmlessSubmission) -> Verdict:
    """Return the verdict as a grader sends it, but for times, output and the jail's layers."""
    finding, hints = finding_of(judge, golden), hints_of(judge, golden)
    return Verdict(
        status=finding.status,
        exercise=golden.exercise,
        problem=finding.problem,
        reason=finding.reason,
        remarks=tuple(hint.key for hint in hints),
        remark_facts={hint.key: hint.facts for hint in hints},
    )
