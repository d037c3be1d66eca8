"""Renders a verdict, or a run's result, in words that a beginner can act on.

The order is always the same: what happened, where, why, and what to do next.
"""

from __future__ import annotations

import base64
import unicodedata
from collections.abc import Mapping
from itertools import pairwise

from bot.i18n import Translator
from bot.storage.accounts.attachments import Content
from bot.tutor.grading.untrusted_values import format_facts
from bot.tutor.replies.model import AnyBlock, Code, Picture, Text
from grader.protocol import ExceptionInfo, Problem, ProblemKind, RunResult, Status, Verdict
from lessons.curriculum import Exercise

_STOPPED = frozenset({Status.TIMEOUT, Status.OUT_OF_MEMORY, Status.OUTPUT_LIMIT, Status.REFUSED})
"""Statuses caused by a limit or the sandbox, from which any exception of the code followed."""

_FOR_CORRECT_CODE = frozenset({"loop-instead-of-broadcast"})
"""Remarks that say how correct code can be improved, and never why code fails."""

LONGEST_OUTPUT = 3000
"""Characters of output that a reply shows: as many as can be read on a phone."""


def verdict_blocks(
    t: Translator, exercise: Exercise, verdict: Verdict, points: int | None
) -> list[AnyBlock]:
    """Return a verdict without buttons. `points` is what this submission earned, if anything."""
    function = exercise.function
    if verdict.status is Status.PASSED:
        key = "verdict-passed-points" if points else "verdict-passed"
        blocks: list[AnyBlock] = [Text(markdown=t(key, function=function, points=points or 0))]
    else:
        blocks = [Text(markdown=t("verdict-not-yet", function=function))]
        blocks += _why(t, exercise, verdict)
    if verdict.status in {Status.PASSED, Status.FAILED}:  # else there is something better to read
        right = verdict.status is Status.PASSED
        remarks = [each for each in verdict.remarks if right or each not in _FOR_CORRECT_CODE]
        blocks += [Text(markdown=_remark(t, remark)) for remark in remarks]
    blocks += _printed(t, verdict.output)
    if verdict.status is Status.PASSED and exercise.afterwards[t.language]:
        blocks.append(Text(markdown=exercise.afterwards[t.language]))
    return blocks


def decode_figures(result: RunResult) -> list[Content]:
    """Return the figures of a run as a grader sends them, decoded."""
    return [Content(base64.b64decode(figure)) for figure in result.figures]


def result_blocks(
    t: Translator, result: RunResult, pictures: Mapping[str, bytes]
) -> list[AnyBlock]:
    """Return the result of a run: output, value, figures, and what stopped it.

    Stored figures are named by their digests; `pictures` has those that have not expired.
    """
    blocks: list[AnyBlock] = []
    stopped = result.status in _STOPPED
    if stopped or (result.status is not Status.PASSED and result.raised is None):
        blocks.append(Text(markdown=status_text(t, result.status, result.reason)))
    blocks += _printed(t, result.stdout)
    if result.value is not None:
        blocks.append(Code(text=_cut(t, result.value), language="text", caption=t("run-value")))
    blocks += _figures(t, result, pictures)
    if result.raised is not None:
        blocks += _raised(t, result.raised, result.status)
    elif result.stderr.strip():
        blocks.append(Code(text=_cut(t, result.stderr), caption=t("run-stderr")))
    if not blocks:
        blocks.append(Text(markdown=t("run-silent")))
    return blocks


def _figures(t: Translator, result: RunResult, pictures: Mapping[str, bytes]) -> list[AnyBlock]:
    available = [pictures[digest] for digest in result.figures if digest in pictures]
    blocks: list[AnyBlock] = [
        Picture(png_base64=base64.b64encode(png).decode(), alt=t("run-figure")) for png in available
    ]
    if expired := len(result.figures) - len(available):
        blocks.append(Text(markdown=t("run-figures-expired", count=expired)))
    if result.figures_left_out:
        blocks.append(Text(markdown=t("run-figures-left-out", count=result.figures_left_out)))
    return blocks


def status_text(t: Translator, status: Status, reason: str | None) -> str:
    """Return a sentence about a status that the code's own values do not explain."""
    for key in (f"ended-{status}-{reason}", f"ended-{status}"):
        if t.has(key):
            return t(key)
    return t("ended-failed")


def _why(t: Translator, exercise: Exercise, verdict: Verdict) -> list[AnyBlock]:
    problem = verdict.problem
    blocks: list[AnyBlock] = []
    # An exception without details: the process was killed, or exited.
    unknown = problem is None or (problem.kind is ProblemKind.EXCEPTION and not problem.raised)
    if unknown or verdict.status in _STOPPED:
        blocks.append(Text(markdown=status_text(t, verdict.status, verdict.reason)))
    if problem is None:
        return blocks
    if problem.raised is not None:
        blocks += _raised(t, problem.raised, verdict.status)
    elif not blocks:
        blocks.append(Text(markdown=_problem(t, problem)))
    blocks += _case(t, problem)
    mistake = exercise.mistakes.get(problem.mistake or "")
    if mistake is not None:
        blocks.append(Text(markdown=mistake[t.language]))
    return blocks


def _problem(t: Translator, problem: Problem) -> str:
    key = f"problem-{problem.kind}"
    return format_facts(t, key, problem.facts) if t.has(key) else t("ended-failed")


def _case(t: Translator, problem: Problem) -> list[AnyBlock]:
    """Return the case that failed: input, expected value, actual value."""
    # Where many elements differ, the sentence above says how many, and which is the first.
    unexplained = problem.facts.get("index", "none") == "none" and _has_mark(problem.got or "")
    shown = (
        (problem.input, "case-input-hidden" if problem.hidden else "case-input"),
        (problem.expected, "case-expected"),
        (problem.got, "case-got-marked" if unexplained else "case-got"),
    )
    return [Code(text=_cut(t, text), caption=t(key)) for text, key in shown if text]


def _has_mark(text: str) -> bool:
    """Return whether an element of a tensor or an array is between asterisks, as the judge marks
    what differs."""
    *parts, _ = text.split("*")
    return any(
        ("tensor(" in before or "array(" in before) and inside.split() == [inside]
        for before, inside in pairwise(parts)
    )


def _raised(t: Translator, raised: ExceptionInfo, status: Status) -> list[AnyBlock]:
    """Return the learner's own line first, then Python's message, then its explanation."""
    blocks: list[AnyBlock] = []
    if raised.source:
        line = t("raised-line", line=str(raised.line)) if raised.line else t("raised-somewhere")
        blocks.append(Code(text=_pointed(raised), language="python", caption=line))
    message = f"{raised.type}: {raised.message}" if raised.message else raised.type
    blocks.append(Code(text=_cut(t, message), caption=t("raised-message")))
    key = f"error-{raised.key}"
    if raised.key and t.has(key):
        facts = {
            "line": str(raised.line or ""),
            "source": (raised.source or "").strip(),
            "type": raised.type,
            "message": raised.message,
        }
        blocks.append(Text(markdown=format_facts(t, key, facts | raised.facts)))
    elif status not in _STOPPED:
        blocks.append(Text(markdown=format_facts(t, "raised-unexplained", {"type": raised.type})))
    return blocks


def _pointed(raised: ExceptionInfo) -> str:
    """Return the line, with a caret under the column of a syntax error."""
    source = (raised.source or "").rstrip("\n")
    if raised.column is None or not 1 <= raised.column <= len(source) + 1:
        return source.strip()
    before = source[: raised.column - 1]
    indent = len(source) - len(source.lstrip())
    # A full-width character is as wide as two others in the fonts that code is shown in.
    padding = "".join(
        "\u3000" if unicodedata.east_asian_width(each) in "WF" else " " for each in before
    )
    return f"{source[indent:]}\n{padding[indent:]}^"


def _remark(t: Translator, remark: str) -> str:
    key = f"remark-{remark}"
    return t("remark", text=t(key) if t.has(key) else remark)


def _printed(t: Translator, output: str) -> list[AnyBlock]:
    return [Code(text=_cut(t, output), caption=t("run-printed"))] if output.strip() else []


def _cut(t: Translator, text: str) -> str:
    text = text.rstrip("\n")
    if len(text) <= LONGEST_OUTPUT:
        return text
    return text[:LONGEST_OUTPUT] + "\n" + t("cut", count=len(text) - LONGEST_OUTPUT)
