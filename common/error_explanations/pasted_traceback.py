"""Reads a traceback, or an error message alone, that somebody has pasted into a message."""

from __future__ import annotations

import re
from dataclasses import dataclass

from common.error_explanations.explain import find_pattern

_MAX_LINES = 400
_MAX_LINE = 1000  # characters
_MAX_MESSAGE_LINES = 30
_MAX_BARE_LINES = 6


@dataclass(frozen=True, slots=True)
class PastedTraceback:
    """The error at the end of a traceback, and the last line of the learner's own code in it."""

    error_type: str | None  # as written, such as torch.cuda.OutOfMemoryError
    message: str
    line: int | None = None  # its number, counted from 1
    source: str | None = None  # stripped


def parse_traceback(text: str) -> PastedTraceback | None:
    """Return the error that a text shows, or None for a text without one.

    The text can be a traceback of Python or of a notebook, with colour codes, quoted, cut off at
    its beginning; the last line of one, `RuntimeError: …`; or the bare message, if it is one of
    the catalogue's. The time taken is proportional to the length of the text.
    """
    lines = [(line, _clean(line)) for line in text.splitlines()[-_MAX_LINES:]]
    frames = _Frames()
    error: tuple[str, list[str]] | None = None
    in_message = was_quoted = False
    for raw, line in lines:
        is_quoted = _QUOTED.match(raw) is not None
        in_message &= is_quoted or not was_quoted  # an answer below a quotation is no part of it
        was_quoted = is_quoted
        header = _error_header(line, frames.has_begun)
        if header is not None:
            error, in_message = (header[0], [header[1]]), True
        elif in_message and error is not None and _continues(line, len(error[1])):
            error[1].append(line.rstrip())
        else:
            in_message = False
            frames.read(line)
    if error is not None:
        message = "\n".join(error[1]).strip()
        return PastedTraceback(error[0], message, frames.line, frames.source)
    return _bare_message([line for _, line in lines], frames)


# --- one line -------------------------------------------------------------------------------------

_COLOUR = re.compile(r"\x1b\[[0-9;]{0,20}[A-Za-z]|\x1b|\[[0-9]{1,2}(?:;[0-9]{1,3}){0,4}m")
_QUOTED = re.compile(r"(?:> ?){1,3}(?!>)")


def _clean(line: str) -> str:
    """Return the line without colour codes, marks of a quotation, and a panel's frame."""
    line = _COLOUR.sub("", line[:_MAX_LINE])
    quoted = _QUOTED.match(line)
    line = line[quoted.end() :] if quoted else line
    if line.startswith(("│", "|")):
        line = line.strip("│|")
    return line.strip("\r")


# --- the last line: type and message --------------------------------------------------------------

_ENDINGS = ("Error", "Exception", "Warning", "Interrupt", "Exit", "Iteration")
_ENDING = re.compile(rf"(?:{'|'.join(_ENDINGS)})(?=:(?:\s|$)|\s*$)")
_BEFORE = re.compile(r"(?:^|[^\w.])((?:[A-Za-z_]\w{0,60}\.){0,6}[A-Za-z_]?\w{0,60})$")
_AFTER_FRAMES = re.compile(r"([A-Za-z_][\w.]{0,80}): (?=\S)")
_IN_CODE = re.compile(r"\s*(?:raise|except|class|return|assert|import|from|def|with)\b")


def _error_header(line: str, has_frames: bool) -> tuple[str, str] | None:
    """Return type and message if the line has `SomeError: …`, or only `SomeError`."""
    if _IN_CODE.match(line) or _ARROW.match(line) or line.lstrip().startswith("File "):
        return None
    ending = _ENDING.search(line)
    if ending is not None:
        before = _BEFORE.search(line[max(0, ending.start() - 200) : ending.start()])
        rest = line[ending.end() :].removeprefix(":").strip()
        start = ending.start() - len(before[1]) if before else ending.start()
        # A type without a message is an error's line only if nothing else is on it.
        if before and (rest or not line[:start].strip()):
            return before[1] + ending[0], rest
    own = _AFTER_FRAMES.match(line) if has_frames else None
    if own and not own[1].islower():  # an exception of the learner's whose name ends otherwise
        return own[1], line[own.end() :].strip()
    return None


_NEXT_PART = (
    "Traceback (most recent call last)",
    "During handling of the above",
    "The above exception was",
    "Original Traceback",
    "File ",
)


def _continues(line: str, count: int) -> bool:
    """Return whether the line belongs to the message above it."""
    text = line.strip()
    return bool(text) and count < _MAX_MESSAGE_LINES and not text.startswith((*_NEXT_PART, "```"))


# --- frames ---------------------------------------------------------------------------------------

_FILE = re.compile(r"\s*File \"(?P<path>[^\"]{1,500})\", line (?P<line>\d{1,7})")
_CELL = re.compile(
    r"\s*(?:Cell|Input) In ?\[\d{1,6}\](?:, line (?P<line>\d{1,7})|, in)|\s*<ipython-input-"
)
_NOTEBOOK_FILE = re.compile(
    r"\s*(?:File )?(?P<path>[~/.]?[^\s:]{1,300}|[A-Z]:\\[^:]{1,300})"
    r"(?::(?P<line>\d{1,7}), in\b| in [\w.<>]{1,80}\()"
)
_ARROW = re.compile(r"\s*(?:-{2,}>|❱) ?(?P<line>\d{1,7})(?: (?P<source>.*))?$")
_NUMBERED = re.compile(r"\s*\d{1,7}(?:\s|$)")
_MARKS = re.compile(r"[\s~^]*$")
_LIBRARIES = ("site-packages", "dist-packages", "/lib/python", "\\lib\\", "<frozen ", "<__array")


class _Frames:
    """Remembers the last line of the learner's own code while a traceback is read."""

    def __init__(self) -> None:
        self.line: int | None = None
        self.source: str | None = None
        self.has_begun = False
        self._is_own = True
        self._expects_source = False

    def read(self, text: str) -> None:
        expected, self._expects_source = self._expects_source, False
        if text.lstrip().startswith("Traceback (most recent call last)"):
            self.has_begun = True
            return
        header = _FILE.match(text) or _CELL.match(text) or _NOTEBOOK_FILE.match(text)
        arrow = _ARROW.match(text)
        if arrow is not None:
            self.has_begun = True
            self._take(int(arrow["line"]), (arrow["source"] or "").strip() or None)
        elif header is not None:
            self.has_begun = True
            groups = header.groupdict()
            self._is_own = not any(
                each in (groups.get("path") or "").lower() for each in _LIBRARIES
            )
            self._take(int(groups["line"]) if groups["line"] else None, None)
            self._expects_source = self._is_own and groups["line"] is not None
        elif expected and text.strip() and not _NUMBERED.match(text) and not _MARKS.match(text):
            self.source = text.strip()

    def _take(self, line: int | None, source: str | None) -> None:
        if self._is_own and line is not None:
            self.line, self.source = line, source


# --- a message alone ------------------------------------------------------------------------------


def _bare_message(lines: list[str], frames: _Frames) -> PastedTraceback | None:
    """Return one of few lines that is a message of the catalogue, without its type."""
    texts = [line.strip().strip("`") for line in lines if line.strip().strip("`")]
    if len(texts) > _MAX_BARE_LINES and not frames.has_begun:
        return None
    for text in reversed(texts[-_MAX_BARE_LINES:]):
        if find_pattern(None, text) is not None:
            return PastedTraceback(None, text, frames.line, frames.source)
    return None
