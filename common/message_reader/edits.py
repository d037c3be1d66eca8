"""Replaces ranges of source text that syntax trees name."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """A replacement; positions are as in syntax trees: lines from 1, columns in bytes of UTF-8."""

    start: tuple[int, int]
    end: tuple[int, int]
    text: str = ""


def edit_of(node: ast.expr | ast.arg | ast.stmt, text: str = "") -> Edit:
    """Return the edit that replaces a node."""
    end = (node.end_lineno or node.lineno, node.end_col_offset or node.col_offset)
    return Edit((node.lineno, node.col_offset), end, text)


def apply_edits(code: str, edits: Iterable[Edit]) -> str:
    """Return the code after all edits, without those that overlap one that begins earlier."""
    lines = [line.encode() for line in code.split("\n")]
    kept: list[Edit] = []
    for edit in sorted(set(edits)):
        if not kept or edit.start >= kept[-1].end:
            kept.append(edit)
    for edit in reversed(kept):
        (start, first), (end, last) = edit.start, edit.end
        joined = lines[start - 1][:first] + edit.text.encode() + lines[end - 1][last:]
        lines[start - 1 : end] = [joined]
    return b"\n".join(lines).decode(errors="replace")
