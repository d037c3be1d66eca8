"""Renders the case in which code failed: its input, and both values."""

from __future__ import annotations

from itertools import pairwise

from bot.i18n import Translator
from bot.tutor.replies.model import AnyBlock, Code
from grader.protocol import Problem, ProblemKind

_LONGEST_IN_COMMENT = 24
"""Longest value, in characters, that is shown as a comment after the code that returned it."""

_LONGEST_POSITION = 40
"""Longest position of an item, in characters, that fits into a caption."""

LONGEST_OUTPUT = 3000
"""Characters of output that a reply shows: as many as can be read on a phone."""


def case_blocks(t: Translator, problem: Problem, *, of_others: bool = False) -> list[AnyBlock]:
    """Return the case that failed: input, expected value, actual value.

    `of_others` says that its reader did not write the code.
    """
    if problem.script:
        return _script_blocks(t, problem)
    got = "repair-got" if of_others else "case-got"
    shown = (
        (problem.input, "case-input-hidden" if problem.hidden else "case-input"),
        (problem.expected, "case-expected"),
        (problem.got, f"{got}-marked" if _needs_words_on_marks(problem) else got),
    )
    return [
        Code(text=truncate(t, text), caption=_caption(t, key, problem), marked=has_mark(text))
        for text, key in shown
        if text
    ]


def _needs_words_on_marks(problem: Problem) -> bool:
    """Return whether marks are shown that no sentence on the differing elements explains."""
    is_explained = problem.facts.get("index", "none") != "none" and problem.mistake is None
    return has_mark(problem.got or "") and not is_explained


def _caption(t: Translator, key: str, problem: Problem) -> str:
    """Return a caption, with the item of the result that is shown if it is not the whole."""
    where = _item(problem)
    if where == "none" or key.startswith("case-input"):
        return t(key)
    return t("case-item", caption=t(key), where=where)


def _item(problem: Problem) -> str:
    """Return the position of the item that is shown, such as "[0]"; "none" for the whole result."""
    where = problem.facts.get("where", "none")
    return where if len(where) <= _LONGEST_POSITION else "none"


def _script_blocks(t: Translator, problem: Problem) -> list[AnyBlock]:
    """Return the script of the case that failed as code, with both values behind its last line.

    Values that are too long for a line are shown below it.
    """
    script = truncate(t, problem.input or "")
    expected, got = problem.expected or "", problem.got or ""
    fits = all("\n" not in each and len(each) <= _LONGEST_IN_COMMENT for each in (expected, got))
    below: list[AnyBlock] = []
    if expected and got and fits:
        wanted, received = expected.replace("*", ""), got.replace("*", "")  # without marks
        values = t("step-values", where=_item(problem), expected=wanted, got=received)
        script += f"  # → {values}"
    elif expected or got:
        is_error = problem.kind is ProblemKind.EXCEPTION
        script += f"  # → {t('step-raises' if is_error else 'step-here')}"
        got_key = "case-got-marked" if _needs_words_on_marks(problem) else "case-got"
        below = [
            Code(text=truncate(t, text), caption=_caption(t, key, problem), marked=has_mark(text))
            for text, key in ((expected, "case-expected"), (got, got_key))
            if text
        ]
    caption = t("case-steps-hidden" if problem.hidden else "case-steps")
    return [Code(text=script, language="python", caption=caption), *below]


def has_mark(text: str) -> bool:
    """Return whether an element of a tensor or an array is between asterisks, as the judge marks
    what differs."""
    *parts, _ = text.split("*")
    return any(
        ("tensor(" in before or "array(" in before) and inside.split() == [inside]
        for before, inside in pairwise(parts)
    )


def truncate(t: Translator, text: str) -> str:
    """Return what a reply shows of a long text."""
    text = text.rstrip("\n")
    if len(text) <= LONGEST_OUTPUT:
        return text
    return text[:LONGEST_OUTPUT] + "\n" + t("cut", count=len(text) - LONGEST_OUTPUT)
