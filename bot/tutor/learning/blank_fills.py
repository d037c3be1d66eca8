"""What learners fill into the blanks of an exercise's code."""

from __future__ import annotations

from common.message_reader.characters import normalize_characters
from lessons.forms import BLANK, match_line

_LONGEST_FILL = 200  # characters of one blank


class BlankFillsError(Exception):
    """Text does not fill the blanks. The reason is a key `blank-fills-REASON` of the catalogues."""

    def __init__(self, reason: str, given: int = 0) -> None:
        super().__init__(reason)
        self.reason = reason
        self.given = given  # how many fills there were


def parse_fills(text: str, template: str) -> tuple[str, ...]:
    """Return what a learner fills into each blank of the template, one line for each.

    A line of the template with its blanks filled in is accepted as well. Raise BlankFillsError.
    """
    lines = [line.strip() for line in text.strip().splitlines() if line.strip()]
    lines = [line for line in lines if not line.startswith("```")]
    if not lines:
        raise BlankFillsError("empty")
    if any(len(line) > _LONGEST_FILL for line in lines):
        raise BlankFillsError("too-long")
    if any(BLANK in line for line in lines):
        raise BlankFillsError("left-open")
    given = [normalize_characters(line) for line in lines]
    open_lines = [line for line in template.splitlines() if BLANK in line]
    count = template.count(BLANK)
    if len(given) == len(open_lines):
        matched = [match_line(line, each) for line, each in zip(open_lines, given, strict=True)]
        if all(matched):
            return tuple(fill for fills in matched if fills for fill in fills)
    if len(given) != count:
        raise BlankFillsError("other-count", len(given))
    return tuple(each[1:-1].strip() or each if _is_quoted(each) else each for each in given)


def _is_quoted(text: str) -> bool:
    return len(text) > 2 and text[0] == text[-1] == "`"
