"""Writes the outputs that a check has found into the Markdown of lessons."""

from __future__ import annotations

import difflib
import os
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

from lessons.diagnostics import Fault, display_path
from lessons.markdown import Block, Fence, parse_blocks

OUTPUTS = frozenset({"output", "output sample"})


def write_outputs(faults: Iterable[Fault], folders: Sequence[Path]) -> tuple[list[Fault], str]:
    """Write the outputs of faults that have one into the files below `folders`.

    Return the faults that remain, and what has changed as a unified diff. A file is replaced in
    one step. A fault remains if its line no longer begins a snippet.

    Raises:
        OSError: a file cannot be written; those before it are.
    """
    remaining: list[Fault] = []
    by_path: dict[Path, list[Fault]] = defaultdict(list)
    for fault in faults:
        is_ours = any(fault.path.is_relative_to(folder) for folder in folders)
        (by_path[fault.path] if fault.actual is not None and is_ours else remaining).append(fault)
    diffs: list[str] = []
    for path, found in sorted(by_path.items()):
        text = changed = path.read_text(encoding="utf-8")
        for fault in sorted(found, key=lambda each: -each.line):
            with_output = _with_output(changed, fault.line, fault.actual or "")
            if with_output is None:
                remaining.append(fault)
            else:
                changed = with_output
        if changed != text:
            _replace(path, changed)
            name, lines = display_path(path), (text.splitlines(), changed.splitlines())
            diffs += difflib.unified_diff(*lines, name, name, n=1, lineterm="")
    return remaining, "\n".join(diffs)


def _with_output(text: str, line: int, output: str) -> str | None:
    """Return the Markdown with the output of the snippet whose code begins on that line.

    Return None if there is no such snippet, or if the output would end its own fence.
    """
    blocks = list(parse_blocks(text))
    found = [number for number, block in enumerate(blocks) if _begins_on(block, line)]
    if not found or any(each.startswith("```") for each in output.splitlines()):
        return None
    snippet, following = blocks[found[0]], blocks[found[0] + 1 : found[0] + 2]
    assert isinstance(snippet, Fence)
    lines = text.splitlines()
    end = _end(snippet)
    fence = ["```output", *output.splitlines(), "```"] if output else []
    if following and isinstance(following[0], Fence) and following[0].info in OUTPUTS:
        first, last = following[0].line - 1, _end(following[0])
        lines[first:last] = fence
    else:
        lines[end:end] = ["", *fence] if fence else []
    return "\n".join(lines) + "\n"


def _begins_on(block: Block, line: int) -> bool:
    return isinstance(block, Fence) and block.info == "python" and block.line + 1 == line


def _end(fence: Fence) -> int:
    """Return the line of the closing ```, 1-based."""
    return fence.line + (len(fence.content.split("\n")) if fence.content else 0) + 1


def _replace(path: Path, text: str) -> None:
    """Write a file in one step, so that a reader sees the old text or the new one."""
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
            os.fchmod(descriptor, path.stat().st_mode & 0o7777)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink()
        raise
