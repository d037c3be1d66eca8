"""Reads what was copied from Python's console and from IPython, with its prompts and outputs."""

from __future__ import annotations

import re

from common.message_reader.pieces import Piece
from common.message_reader.prose import is_prose_line
from common.message_reader.records import PartKind
from common.message_reader.tracebacks import split_tracebacks

_PROMPT = re.compile(r"^[ \t]*+>>>(?: |$)")
_CONTINUATION = re.compile(r"^[ \t]*+\.\.\.(?: |$)")
_CELL = re.compile(r"^[ \t]*+In ?\[[ \d*]*+\]:[ \t]?")
_CELL_CONTINUATION = re.compile(r"^[ \t]*+\.\.\.:(?: |$)")
_CELL_OUTPUT = re.compile(r"^[ \t]*+Out ?\[[ \d*]*+\]:[ \t]?")
_HAS_PROMPT = re.compile(r"^[ \t]*+(?:>>>(?: |$)|In ?\[[ \d*]*+\]:)", re.MULTILINE)


def has_prompts(text: str) -> bool:
    """Return whether a line of the text begins with a prompt."""
    return _HAS_PROMPT.search(text) is not None


def split_console(text: str) -> list[Piece]:
    """Return the parts of a session: code without its prompts, and what was printed between.

    What stands before the first prompt is prose.
    """
    lines = text.split("\n")
    first = next(index for index, line in enumerate(lines) if _HAS_PROMPT.match(line))
    split = _split_cells if _CELL.match(lines[first]) else _split_prompts
    pieces: list[Piece] = [("prose", "\n".join(lines[:first])), *split(lines[first:])]
    return [(kind, text.strip("\n")) for kind, text in pieces if text.strip()]


def _split_prompts(lines: list[str]) -> list[Piece]:
    runs: list[tuple[PartKind, list[str]]] = []
    for line in lines:
        prompt = _PROMPT.match(line)
        in_code = bool(runs) and runs[-1][0] == "code"
        if prompt is None and in_code:
            prompt = _CONTINUATION.match(line)
        kind: PartKind = "code" if prompt else "output"
        if not runs or runs[-1][0] != kind:
            runs.append((kind, []))
        runs[-1][1].append(line[prompt.end() :] if prompt else line)
    pieces: list[Piece] = []
    for kind, texts in runs:
        text = "\n".join(texts)
        pieces += [(kind, text)] if kind == "code" else _printed(text)
    return pieces


def _split_cells(lines: list[str]) -> list[Piece]:
    runs: list[tuple[PartKind, list[str]]] = []
    for line in lines:
        if found := _CELL.match(line):
            runs.append(("code", [line[found.end() :]]))
        elif runs[-1][0] == "code" and (found := _CELL_CONTINUATION.match(line)):
            runs[-1][1].append(line[found.end() :])
        elif found := _CELL_OUTPUT.match(line):
            runs.append(("output", [line[found.end() :]]))
        else:
            runs[-1][1].append(line)
    pieces: list[Piece] = []
    for kind, texts in runs:
        text = "\n".join(texts)
        pieces += [(kind, text)] if kind == "code" else _printed(text)
    return pieces


def _printed(text: str) -> list[Piece]:
    """Return the tracebacks in printed text, and the prose after a blank line at its end."""
    before, blank, after = text.rpartition("\n\n")
    is_prose = bool(blank) and all(
        is_prose_line(each) for each in after.split("\n") if each.strip()
    )
    printed = before if is_prose else text
    pieces: list[Piece] = [
        ("output" if kind == "unknown" else kind, each) for kind, each in split_tracebacks(printed)
    ]
    return [*pieces, ("prose", after)] if is_prose else pieces
