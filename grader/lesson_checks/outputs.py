"""Compares outputs of code with those that lessons and questions claim."""

from __future__ import annotations

from grader.protocol import RunResult
from lessons.curriculum import Question, is_close
from lessons.quiz_tables import LETTERS


def notebook_output(result: RunResult) -> str:
    """Return what a notebook shows below a cell: printed text, then the last value or the error."""
    parts = [result.stdout.rstrip("\n")] if result.stdout.strip() else []
    if result.value is not None:
        parts.append(result.value)
    if result.raised is not None:
        parts.append(f"{result.raised.type}: {result.raised.message}".strip(": "))
    return "\n".join(parts)


def output_matches(expected: str, actual: str) -> bool:
    """Return whether an output is the one that a lesson claims, up to spaces at the ends of lines.

    An expected line that ends in "…" matches every line that begins so; if it is the last one, more
    lines may follow.
    """
    expected_lines = expected.rstrip().splitlines()
    actual_lines = actual.rstrip().splitlines()
    if expected_lines and expected_lines[-1].endswith("…"):
        actual_lines = actual_lines[: len(expected_lines)]
    return len(expected_lines) == len(actual_lines) and all(
        actual_line.startswith(expected_line.removesuffix("…").rstrip())
        if expected_line.endswith("…")
        else actual_line.rstrip() == expected_line.rstrip()
        for expected_line, actual_line in zip(expected_lines, actual_lines, strict=True)
    )


def numbers_match(expected: str, actual: str, tolerance: float) -> bool:
    """Return whether an output is a number that a learner's answer may be compared with."""
    try:
        return is_close(float(actual), float(expected), tolerance)
    except ValueError:
        return False


def claimed_outputs(question: Question) -> set[str]:
    """Return the outputs that the question's answer claims: one, or one in each language."""
    if question.kind == "choose":
        index = ord(question.answer) - ord("a")
        return {options[index].strip("`") for options in question.options.values()}
    if question.kind == "true-false":
        return {question.answer.capitalize()}
    if question.kind == "several":
        count = max(len(options) for options in question.options.values())
        return {str([letter in question.answer for letter in LETTERS[:count]])}
    return {question.answer}
