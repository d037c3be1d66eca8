"""Sorts what a learner's code printed: by the call that printed it, and warnings from all else.

Warnings of Python and of libraries arrive on stderr in English, with paths of this machine. Those
that tell the cause of a wrong result become hints with words of their own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from grader.probe import CALL_MARK, FILE_NAME
from grader.syntax.style_hints import StyleHint

MAX_OUTPUT = 4000
"""Longest output, in characters, that a verdict has."""


@dataclass(frozen=True, slots=True)
class Printed:
    """What the code printed for one of its inputs.

    `inputs` is the number of inputs for which it was called; 0 if it printed in no call, so that
    `text` was printed while the code was loaded. `is_of_case` says whether `text` is of the case
    that was asked for.
    """

    text: str
    inputs: int = 0
    is_of_case: bool = False


def printed_for(
    stdout: str, case: int | None, calls_per_case: int, later: Sequence[int] = ()
) -> Printed:
    """Return what was printed while the code was loaded, and for the case with this number.

    Without a number, or if that case printed nothing, the first case that printed is taken. The
    probe marks the beginning of each call; output without its marks is returned whole. `later` has
    the numbers of the cases whose scripts went on after all cases had begun, in that order.
    """
    loading, *calls = stdout.split(CALL_MARK)
    first = calls[: len(calls) - len(later)]
    cases = [
        "".join(first[start : start + calls_per_case])
        for start in range(0, len(first), calls_per_case)
    ]
    for number, text in zip(later, calls[len(first) :], strict=False):
        if number < len(cases):
            cases[number] += text
    chosen = cases[case] if case is not None and case < len(cases) else ""
    is_of_case = bool(chosen.strip())
    if not is_of_case:
        chosen = next((each for each in cases if each.strip()), "")
    text = (loading + chosen)[:MAX_OUTPUT]
    return Printed(text, len(cases), is_of_case) if chosen.strip() else Printed(text)


# --- warnings -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Stderr:
    """What arrived on stderr: `text` without the warnings, `own_warnings`, and hints.

    `own_warnings` are those of the learner's own lines that are no hint, as Python prints them.
    """

    text: str
    own_warnings: str = ""
    hints: tuple[StyleHint, ...] = ()


_HEADER = re.compile(r"(?P<file>[^\n:]{1,300}):(?P<line>\d{1,7}): (?P<type>\w{0,60}Warning): ")
_MAX_LINES = 6
"""Most lines of a message and its source line that belong to a warning."""

_HINTS: tuple[tuple[str, str], ...] = (
    ("warned-grad-of-result", "The .grad attribute of a Tensor that is not a leaf"),
    ("warned-left-graph", "Converting a tensor with requires_grad=True to a scalar"),
    ("warned-tensor-copied", "To copy construct from a tensor"),
    ("warned-spread-of-one", "degrees of freedom is <= 0"),
    ("warned-target-shape", "Using a target size"),
)
"""(key of the hint, part of the message) of the warnings that tell why a result is wrong."""

_OF_SPEED = "this will lower the performance"
_INTERNAL = re.compile(r" ?\(Triggered internally at [^()\n]{1,300}\)")
"""A file of torch's own, on the machine that built it."""

KEYS = tuple(key for key, _ in _HINTS)


def read_stderr(stderr: str) -> Stderr:
    """Separate the warnings from all else on stderr, which the learner's code may have printed.

    Warnings of files other than the learner's are left out, unless they tell a cause.
    """
    lines = stderr.splitlines(keepends=True)
    rest: list[str] = []
    own: list[str] = []
    hints: dict[str, StyleHint] = {}
    number = 0
    while number < len(lines):
        found = _HEADER.match(lines[number])
        if found is None:
            rest.append(lines[number])
            number += 1
            continue
        end = _end_of_warning(lines, number)
        text = "".join(lines[number:end])
        is_own = found["file"] == FILE_NAME
        key = next((key for key, part in _HINTS if part in text), None)
        if key is not None:
            line = found["line"] if is_own else "none"
            hints.setdefault(key, StyleHint(key, {"line": line}))
        elif is_own and _OF_SPEED not in text:
            own.append(_INTERNAL.sub("", text))
        number = end
    return Stderr("".join(rest), "".join(own), tuple(hints.values()))


def without_paths(stderr: str) -> str:
    """Return stderr with the warnings of libraries reduced to their messages, without paths."""
    lines = stderr.splitlines(keepends=True)
    kept: list[str] = []
    number = 0
    while number < len(lines):
        found = _HEADER.match(lines[number])
        if found is None or found["file"] == FILE_NAME:
            kept.append(lines[number])
            number += 1
            continue
        end = _end_of_warning(lines, number)
        kept.append(lines[number][found.start("type") :])
        kept += [each for each in lines[number + 1 : end] if not each.startswith("  ")]
        number = end
    return "".join(kept)


def _end_of_warning(lines: list[str], start: int) -> int:
    """Return the number of the line after a warning: after its source line, which is indented."""
    for end in range(start + 1, min(start + _MAX_LINES, len(lines))):
        if lines[end].startswith("  "):
            return end + 1
        if _HEADER.match(lines[end]):
            return end
    return start + 1
