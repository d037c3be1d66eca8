"""Breaks long lines of code and of printed tensors, so that they fit on a phone.

A phone wraps a line at its edge, in the middle of a number. Lines are broken where Python allows it
as well: behind a comma in brackets. So code that is copied from a message still runs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.platforms.tables import MAX_WIDTH
from bot.platforms.text_width import width

_OPENING, _CLOSING = "([{", ")]}"
_DEEPEST_ALIGNED = 24
"""Columns up to which a broken line goes on below its bracket; further right it is indented."""

_INDENT = 4
_STRING = re.compile(r"[rbfuRBFU]{0,2}(\"\"\"|'''|\"|')")
_LOOKS_PRINTED = re.compile(r"\s*(?:\w+ = )?(?:tensor\(|array\(|torch\.Size\(|[\[({])")
_NUMBERED = re.compile(r"\s*\d+ \| ")  # code with the number of its line
_CARET = re.compile(r"[ \u3000]*\^+[ \u3000]*")


def narrow_code(code: str, columns: int = MAX_WIDTH) -> str:
    """Return Python code whose long lines are broken behind commas in brackets.

    Comments behind long lines stand above them, and of several empty lines one is left. What no
    line break can shorten stays as it is: a string, and a line with a caret below it.
    """
    return _narrow(code, columns, is_python=True)


def narrow_output(text: str, columns: int = MAX_WIDTH) -> str:
    """Return output in which the rows of printed tensors, arrays and lists are broken."""
    return _narrow(text, columns, is_python=False)


def _narrow(text: str, columns: int, *, is_python: bool) -> str:
    lines = text.split("\n")
    scanner, done = _Scanner(is_python), list[str]()
    for number, line in enumerate(lines):
        if not is_python and (found := _NUMBERED.match(line)) is not None:
            broken = narrow_code(line[found.end() :], columns - found.end())
            done.append(found[0] + broken.replace("\n", "\n" + " " * found.end()))
            continue
        depth, is_in_string = len(scanner.brackets), scanner.quotes != ""
        if is_python and not is_in_string and not line.strip() and done and not done[-1].strip():
            continue
        pieces, comment = scanner.read(line)
        has_caret = number + 1 < len(lines) and _CARET.fullmatch(lines[number + 1]) is not None
        may_break = is_python or depth > 0 or _LOOKS_PRINTED.match(line) is not None
        if width(line) <= columns or is_in_string or has_caret or not may_break:
            done.append(line)
        else:
            done += _broken(line, pieces, comment, columns)
    return "\n".join(done)


@dataclass(frozen=True, slots=True)
class _Piece:
    """Text up to a place where a line may be broken, and the column at which it then goes on."""

    text: str
    column: int


@dataclass(slots=True)
class _Scanner:
    """Reads lines of code or of output, and knows the brackets that are open at the end of each."""

    is_python: bool
    brackets: list[int] = field(default_factory=list)  # the columns behind those that are open
    quotes: str = ""  # of a string that goes on in the next line

    def read(self, line: str) -> tuple[list[_Piece], str]:
        """Return the pieces of a line, and the comment at its end."""
        pieces: list[_Piece] = []
        indent = len(_margin(line)) + _INDENT
        start = at = 0
        while at < len(line):
            if self.quotes:
                at = self._skip_string(line, at)
                continue
            letter = line[at]
            found = _STRING.match(line, at) if self.is_python else None
            if found is not None:
                self.quotes, at = found[1], found.end()
                continue
            if letter == "#" and self.is_python:
                return [*pieces, _Piece(line[start:at], indent)], line[at:]
            at += 1
            if letter in _OPENING:
                self.brackets.append(at)
            elif letter in _CLOSING and self.brackets:
                self.brackets.pop()
            elif letter == "," and self.brackets:
                while line[at : at + 1] == " ":
                    at += 1
                aligned = (self.brackets[-1], self.brackets[0])
                column = next((each for each in aligned if each <= _DEEPEST_ALIGNED), indent)
                pieces.append(_Piece(line[start:at], column))
                start = at
        if len(self.quotes) == 1:  # a string of one line, which is not closed: a syntax error
            self.quotes = ""
        return [*pieces, _Piece(line[start:], indent)], ""

    def _skip_string(self, line: str, at: int) -> int:
        """Return the position behind the open string, or the end of the line."""
        while at < len(line):
            if line[at] == "\\":
                at += 2
            elif line.startswith(self.quotes, at):
                at += len(self.quotes)
                self.quotes = ""
                return at
            else:
                at += 1
        return len(line)


def _broken(line: str, pieces: list[_Piece], comment: str, columns: int) -> Iterator[str]:
    margin = _margin(line)
    if comment:
        yield from _broken_comment(margin, comment, columns)
    text, column = "", 0
    for piece in pieces:
        if text.strip() and width(text) + width(piece.text.rstrip()) > columns:
            yield text.rstrip()
            is_too_far = column + width(piece.text.rstrip()) > columns
            text = margin + " " * _INDENT if is_too_far else " " * column
        text += piece.text
        column = piece.column
    if text.strip():
        yield text.rstrip()


def _margin(line: str) -> str:
    """Return the indentation of a line as far as it is kept: else a long one would be repeated."""
    return " " * min(len(line) - len(line.lstrip()), _DEEPEST_ALIGNED)


def _broken_comment(margin: str, comment: str, columns: int) -> Iterator[str]:
    text = f"{margin}#"
    for word in comment.removeprefix("#").split():
        if text.strip() != "#" and width(text) + 1 + width(word) > columns:
            yield text
            text = f"{margin}#"
        text = f"{text} {word}"
    yield text
