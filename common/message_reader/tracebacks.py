"""Finds tracebacks and error messages between other lines."""

from __future__ import annotations

import re
from collections.abc import Sequence

from common.message_reader.pieces import Piece
from common.message_reader.prose import is_definite_code, is_prose_line

# Every pattern takes time linear in the text: two repetitions that can match the same characters
# are never adjacent, or the first one is possessive (`*+`) and does not backtrack.
ANSI = re.compile(r"\x1b\[[\d;]*+[A-Za-z]")
_TRACEBACK_HEADER = re.compile(
    r"^[ \t]*+(?:[\w.]++[ \t]++)?Traceback \(most recent call last\)|^-{20,}+$"
    r"|^[ \t]*+File \"[^\"\n]*+\", line \d|^[ \t]*+(?:Cell In ?\[\d++\], line|File <ipython-input)"
    r"|^Exception has occurred: \w"
)
_ERROR = re.compile(r"^(?:E[ \t]++)?([A-Za-z_][\w.]*+)(?::[ \t]|:?$)")
_ERROR_NAME = re.compile(
    r"(?:Error|Exception|Interrupt|StopIteration|SystemExit|GeneratorExit|Warning)$"
)
_NAMED = re.compile(r"(?<!\w)([A-Za-z_]\w*+): ")
_JAPANESE = re.compile("[\u3005-\u30ff\u3400-\u9fff]")
_CHAINED = re.compile(r"^(?:During handling of the above|The above exception was the direct)")
_BARE_MESSAGE = re.compile(
    r"shapes cannot be multiplied|must match the size of tensor|size mismatch|should be the same"
    r"|dimension out of range|is invalid for input of size|does not require grad|is not defined\b"
    r"|has no attribute '|is out of bounds for dimension|only one element tensors can be converted"
    r"|CUDA out of memory|object is not (?:callable|iterable|subscriptable)|invalid syntax"
    r"|unsupported operand type|No module named|expected all tensors to be on the same device"
    r"|missing \d++ required positional|got an unexpected keyword argument|takes \d++ positional"
    r"|a leaf Variable that requires grad|backward through the graph a second time"
    r"|grad can be implicitly created only|expected scalar type|indices should be either on"
    r"|Can't call numpy\(\) on|can't convert cuda|unexpected indent|expected an indented block"
    r"|was never closed|unterminated string",
    re.IGNORECASE,
)
_ASKING = re.compile(
    r"(?:why|what|how|when|where|i|my|is|does|do|can(?!')|could|please)\b", re.IGNORECASE
)
LONGEST_MESSAGE_OF_ERROR = 300


def strip_ansi(text: str) -> str:
    """Return the text without the escape sequences of terminals' colours."""
    return ANSI.sub("", text) if "\x1b" in text else text


def is_error_name(name: str) -> bool:
    """Return whether a name is that of an exception's class, as far as names show."""
    return _ERROR_NAME.search(name) is not None


def is_error_line(line: str) -> bool:
    """Return whether a line is what Python prints last: `RuntimeError: …`."""
    found = _ERROR.match(line)
    return found is not None and is_error_name(found[1]) and "=" not in line[:60].partition(":")[0]


def is_bare_message(text: str) -> bool:
    """Return whether a text is an error's message without its class, and no question about it."""
    text = text.strip()
    return (
        len(text) <= LONGEST_MESSAGE_OF_ERROR
        and "\n" not in text
        and text.isascii()
        and not text.endswith("?")
        and not _ASKING.match(text)
        and bool(_BARE_MESSAGE.search(text))
    )


def split_quoted_errors(text: str) -> list[Piece]:
    """Return prose with the errors that its lines quote: `what is NameError: name …`.

    Such an error ends with its line, or before Japanese words.
    """
    pieces: list[Piece] = []
    start = 0
    for found in _NAMED.finditer(text):
        if found.start() < start or not is_error_name(found[1]):
            continue
        end = text.find("\n", found.end())
        end = len(text) if end < 0 else end
        japanese = _JAPANESE.search(text, found.end(), end)
        end = japanese.start() if japanese else end
        pieces += [("prose", text[start : found.start()]), ("traceback", text[found.start() : end])]
        start = end
    pieces.append(("prose", text[start:]))
    return [(kind, piece.strip()) for kind, piece in pieces if piece.strip()]


def _cut_japanese(lines: Sequence[str]) -> list[Piece]:
    """Return a traceback, and the words that follow the message in its last line."""
    found = _JAPANESE.search(lines[-1]) if is_error_line(lines[-1]) else None
    if found is None or is_error_line(lines[-1][: found.start()].rstrip()) is False:
        return [("traceback", "\n".join(lines))]
    error = [*lines[:-1], lines[-1][: found.start()].rstrip()]
    return [("traceback", "\n".join(error)), ("unknown", lines[-1][found.start() :])]


def split_tracebacks(text: str) -> list[Piece]:
    """Return the tracebacks in a text, and the text between them as unknown pieces."""
    pieces: list[Piece] = []
    rest: list[str] = []
    lines = text.split("\n")
    index = 0
    while index < len(lines):
        end = _traceback_end(lines, index)
        if end == index:
            rest.append(lines[index])
            index += 1
            continue
        pieces += [("unknown", "\n".join(rest)), *_cut_japanese(lines[index:end])]
        rest = []
        index = end
    pieces.append(("unknown", "\n".join(rest)))
    return [piece for piece in pieces if piece[1].strip()]


def _traceback_end(lines: Sequence[str], start: int) -> int:
    """Return the index after a traceback that begins at `start`, or `start` if none does.

    Tracebacks that are chained ("During handling of …") are one.
    """
    end = _single_end(lines, start)
    while end > start:
        following = end
        while following < len(lines) and not lines[following].strip():
            following += 1
        if following == len(lines) or not _CHAINED.match(lines[following]):
            break
        following += 1
        while following < len(lines) and not lines[following].strip():
            following += 1
        if following == len(lines):
            return following
        end = max(_single_end(lines, following), following)
    return end


def _single_end(lines: Sequence[str], start: int) -> int:
    if is_error_line(lines[start]):
        return _message_end(lines, start + 1)
    if not _TRACEBACK_HEADER.match(lines[start]):
        return start
    index = start + 1
    if lines[start].startswith("-----") and not any(
        "Traceback (most recent" in line for line in lines[index : index + 2]
    ):
        return start
    while index < len(lines):
        if is_error_line(lines[index]) and "Traceback (most recent" not in lines[index]:
            return _message_end(lines, index + 1)
        line = lines[index]
        # An unindented line of code or prose after a blank one ends a traceback without its error.
        if not lines[index - 1].strip() and line[:1].strip() and not _continues_traceback(line):
            break
        index += 1
    return index


def _continues_traceback(line: str) -> bool:
    return bool(
        line.startswith(
            ("-", "File ", "Input In", "Cell In", "/", "<ipython", "~", "<stdin", "<tokenize")
        )
        or _TRACEBACK_HEADER.match(line)
        or _CHAINED.match(line)
        or line[:1] in "0123456789"
    )


def _message_end(lines: Sequence[str], index: int) -> int:
    """Return the index after an error's message, which ends with a blank line, code or prose."""
    while index < len(lines):
        line = lines[index]
        is_indented = not line[:1].strip()
        if not line.strip():
            break
        if not is_indented and (is_definite_code(line) or _is_foreign(line)):
            break
        index += 1
    return index


def _is_foreign(line: str) -> bool:
    return not line.isascii() and is_prose_line(line)
