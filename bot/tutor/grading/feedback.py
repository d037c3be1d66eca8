"""Renders a verdict, or a run's result, in words that a beginner can act on.

The order is always the same: what happened; the most exact reason that is known, which is a line
that throws its result away, else the named mistake, else a general sentence; then the input with
both values, remarks, and what the code printed.
"""

from __future__ import annotations

import base64
import unicodedata
from collections.abc import Mapping

from bot.i18n import Translator
from bot.storage.accounts.attachments import Content
from bot.tutor.grading.failed_case import case_blocks, truncate
from bot.tutor.grading.untrusted_values import format_facts
from bot.tutor.replies.illustrated_text import illustrated_text
from bot.tutor.replies.model import AnyBlock, Code, Picture, Text, Tone, inline
from grader.protocol import ExceptionInfo, Problem, ProblemKind, RunResult, Status, Verdict
from lessons.curriculum import Exercise

_STOPPED = frozenset({Status.TIMEOUT, Status.OUT_OF_MEMORY, Status.OUTPUT_LIMIT, Status.REFUSED})
"""Statuses caused by a limit or the sandbox, from which any exception of the code followed."""

_FOR_CORRECT_CODE = frozenset({"loop-instead-of-broadcast"})
"""Remarks that say how correct code can be improved, and never why code fails."""

_FOR_WRONG_CODE = frozenset({"parameters-swapped", "unread-parameter"})
"""Remarks on what code that passes may do as well."""

_WITHOUT_EFFECT = ("unused-result", "no-effect")
"""Remarks on a line whose result is lost, which is said even before a named mistake."""

_LIKELY_CAUSES = (
    *_WITHOUT_EFFECT,
    "return-in-loop",
    "class-written",
    "parameters-swapped",
    "unread-parameter",
    "warned-left-graph",
    "warned-tensor-copied",
    "warned-grad-of-result",
    "warned-spread-of-one",
    "warned-target-shape",
)
"""Remarks that are likely to say why the code fails, the likeliest first."""

_GRAD_OF_RESULT = ("none-lost-leaf", "none-of-result")
"""Mistakes whose sentence says what torch warns of when the `.grad` of a result is read."""

_LATER_FACTS = ("function", "line", "name", "strange", "raises", "constant", "right")
"""Facts of problems that stored verdicts of earlier versions lack."""


def verdict_blocks(
    t: Translator, exercise: Exercise, verdict: Verdict, points: int | None
) -> list[AnyBlock]:
    """Return a verdict without buttons. `points` is what this submission earned, if anything."""
    function = exercise.function
    if verdict.status is Status.PASSED:
        key = "verdict-passed-points" if points else "verdict-passed"
        blocks: list[AnyBlock] = [Text(markdown=t(key, function=function, points=points or 0))]
        blocks += [
            _remark(t, verdict, key) for key in verdict.remarks if key not in _FOR_WRONG_CODE
        ]
    else:
        blocks = [Text(markdown=t("verdict-not-yet", function=function))]
        blocks += _explain_failure(t, exercise, verdict)
    blocks += _printed_by_verdict(t, verdict)
    if verdict.card:
        blocks.append(Text(markdown=t("verdict-card", card=inline(verdict.card))))
    if verdict.status is Status.PASSED and exercise.afterwards[t.language]:
        blocks += illustrated_text(exercise.afterwards[t.language], exercise.path.parent)
    return blocks


def verdict_tone(status: str) -> Tone:
    """Return the tone of a verdict. One that the sandbox refused is not called wrong."""
    if status == Status.PASSED:
        return "passed"
    return "refused" if status == Status.REFUSED else "not-yet"


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
    blocks += _captioned(t, result.stdout, t("run-printed"))
    if result.value is not None:
        blocks.append(Code(text=truncate(t, result.value), language="text", caption=t("run-value")))
    blocks += _figure_blocks(t, result, pictures)
    if result.raised is not None:
        blocks += _exception_blocks(t, result.raised, is_explained=stopped)
    elif result.stderr.strip():
        blocks.append(Code(text=truncate(t, result.stderr), caption=t("run-stderr")))
    if not blocks:
        blocks.append(Text(markdown=t("run-silent")))
    return blocks


def _figure_blocks(
    t: Translator, result: RunResult, pictures: Mapping[str, bytes]
) -> list[AnyBlock]:
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


def _explain_failure(t: Translator, exercise: Exercise, verdict: Verdict) -> list[AnyBlock]:
    problem = verdict.problem
    mistake = exercise.mistakes.get(problem.mistake or "") if problem is not None else None
    first = _likely_causes(verdict, is_named=mistake is not None)
    blocks: list[AnyBlock] = [_remark(t, verdict, key, "remark-first") for key in first]
    if mistake is not None:
        blocks.append(Text(markdown=mistake[t.language]))
    blocks += _reason(t, verdict, is_named=mistake is not None)
    if problem is not None:
        blocks += case_blocks(t, problem)
    blocks += [_remark(t, verdict, key) for key in _other_remarks(verdict, first)]
    return blocks


def _likely_causes(verdict: Verdict, *, is_named: bool) -> list[str]:
    """Return the remarks that are said first: at most two, and one before a named mistake."""
    required = _required_style(verdict.problem)
    if required is not None:
        return [required]
    likely = [key for key in _LIKELY_CAUSES if key in _new_remarks(verdict)]
    if verdict.status is Status.FAILED:
        if verdict.problem is not None and verdict.problem.kind is ProblemKind.TYPE:
            # What came instead, such as a layer, says more than what was not read.
            likely = [key for key in likely if key != "unread-parameter"]
        if is_named:
            return [key for key in likely if key in _WITHOUT_EFFECT][:1]
        return likely[:2]
    has_raised = verdict.status is Status.ERROR and verdict.problem is not None
    if not has_raised or verdict.problem is None or verdict.problem.raised is None:
        return []
    # Of an empty `.grad`, the warning tells which of the possible causes it was.
    is_empty_grad = verdict.problem.raised.key == "grad-is-none"
    certain = ("parameters-swapped", *(("warned-grad-of-result",) if is_empty_grad else ()))
    return [key for key in likely if key in certain][:1]


def _new_remarks(verdict: Verdict) -> list[str]:
    """Return the remarks that say more than the sentence about the problem."""
    mistake = verdict.problem.mistake if verdict.problem is not None else None
    said = ("warned-grad-of-result",) if mistake in _GRAD_OF_RESULT else ()
    return [key for key in verdict.remarks if key not in said]


def _required_style(problem: Problem | None) -> str | None:
    """Return the style hint that the exercise insists on, if that alone refused the code."""
    if problem is None or problem.kind is not ProblemKind.REQUIREMENT:
        return None
    return problem.facts.get("name") if problem.facts.get("rule") == "style" else None


def _other_remarks(verdict: Verdict, said: list[str]) -> list[str]:
    if verdict.status is Status.FAILED:
        return [key for key in _new_remarks(verdict) if key not in (*said, *_FOR_CORRECT_CODE)]
    if verdict.status is Status.ERROR:  # the exception is the better thing to read
        return [key for key in _LIKELY_CAUSES if key in verdict.remarks and key not in said][:1]
    return []


def _reason(t: Translator, verdict: Verdict, *, is_named: bool) -> list[AnyBlock]:
    """Return why the code did not pass. With a named mistake, without any general sentence."""
    problem = verdict.problem
    blocks: list[AnyBlock] = []
    # An exception without details: the process was killed, or exited.
    unknown = problem is None or (problem.kind is ProblemKind.EXCEPTION and not problem.raised)
    if unknown or verdict.status in _STOPPED:
        blocks.append(Text(markdown=status_text(t, verdict.status, verdict.reason)))
    if problem is None:
        return blocks
    if problem.raised is not None:
        if problem.kind is ProblemKind.GRAD and not is_named:
            blocks.append(Text(markdown=_problem_sentence(t, problem)))
        blocks += _own_call_blocks(t, problem.raised)
        is_explained = is_named or verdict.status in _STOPPED
        blocks += _exception_blocks(t, problem.raised, is_explained=is_explained)
    elif not blocks and not is_named:
        blocks.append(Text(markdown=_problem_sentence(t, problem)))
    if problem.hidden and not is_named:
        blocks.append(Text(markdown=t("case-hidden-only")))
    return blocks


def _problem_sentence(t: Translator, problem: Problem) -> str:
    is_related = problem.facts.get("relation", "none") != "none"
    key = "problem-relation" if is_related else f"problem-{problem.kind}"
    later = dict.fromkeys(_LATER_FACTS, "none") | {"first": "none", "second": "none"}
    later["found"] = "none" if problem.facts.get("got_type") == "None" else "other"
    if not t.has(key):
        return t("ended-failed")
    if problem.facts.get("relation") != "two-changes":
        return format_facts(t, key, later | problem.facts)
    changes = {name: _change(t, problem, name) for name in ("first", "second")}
    return t(key, relation="two-changes", amount="none", **changes)


def _change(t: Translator, problem: Problem, name: str) -> str:
    """Return the words of one of two changes, as a part of a sentence."""
    kind, amount = problem.facts.get(name, "none"), problem.facts.get(f"{name}_amount", "none")
    return format_facts(t, "problem-change", {"relation": kind, "amount": amount})


def _own_call_blocks(t: Translator, raised: ExceptionInfo) -> list[AnyBlock]:
    """Return the line with which the code itself called the function, while it was loaded."""
    if raised.outer_line is None:
        return []
    line = str(raised.outer_line)
    blocks: list[AnyBlock] = [Text(markdown=t("raised-own-call", line=line))]
    if raised.outer_source:
        source = raised.outer_source.strip()
        blocks.append(Code(text=source, language="python", caption=t("raised-line", line=line)))
    return blocks


def _exception_blocks(
    t: Translator, raised: ExceptionInfo, *, is_explained: bool
) -> list[AnyBlock]:
    """Return the learner's own line first, then Python's message, then its explanation.

    The explanation is left out where the exception `is_explained` by something else.
    """
    blocks: list[AnyBlock] = []
    if raised.source:
        line = t("raised-line", line=str(raised.line)) if raised.line else t("raised-somewhere")
        source = _source_with_caret(raised)
        blocks.append(Code(text=source, language="python", caption=line, is_excerpt=True))
    message = f"{raised.type}: {raised.message}" if raised.message else raised.type
    blocks.append(Code(text=truncate(t, message), caption=t("raised-message")))
    if is_explained:
        return blocks
    key = f"error-{raised.key}"
    if raised.key and t.has(key):
        facts = {
            "line": str(raised.line or ""),
            "source": (raised.source or "").strip(),
            "type": raised.type,
            "message": raised.message,
        }
        blocks.append(Text(markdown=format_facts(t, key, facts | raised.facts)))
    else:
        blocks.append(Text(markdown=format_facts(t, "raised-unexplained", {"type": raised.type})))
    return blocks


def _source_with_caret(raised: ExceptionInfo) -> str:
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


def _remark(t: Translator, verdict: Verdict, remark: str, frame: str = "remark") -> Text:
    """Return a remark in the sentence `frame`: as an aside, or as what to look at first."""
    key = f"remark-{remark}"
    later = {"line": "none", "what": "value", "name": "none", "call": "none"}
    facts = later | verdict.remark_facts.get(remark, {})  # verdicts of 0.1 and 0.2 have fewer
    return Text(markdown=t(frame, text=format_facts(t, key, facts) if t.has(key) else remark))


def _printed_by_verdict(t: Translator, verdict: Verdict) -> list[AnyBlock]:
    caption = t("run-printed")
    if verdict.printed_inputs > 1:
        key = "run-printed-inputs" if verdict.printed_for_problem else "run-printed-first"
        caption = t(key, count=verdict.printed_inputs)
    blocks = _captioned(t, verdict.output, caption)
    return blocks + _captioned(t, verdict.warnings, t("run-stderr"))


def _captioned(t: Translator, text: str, caption: str) -> list[AnyBlock]:
    return [Code(text=truncate(t, text), caption=caption)] if text.strip() else []
