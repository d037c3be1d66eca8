"""Takes quotations apart, so that fences inside of them are found."""

from __future__ import annotations

import re
from collections.abc import Iterator

from common.message_reader.fences import Block, split_fences

_QUOTE = re.compile(r"^[ \t]*+>(?!>) ?")
_QUOTE_REST = re.compile(r"\A>>> (?=[ \t]*+`{2})")
"""Discord quotes the rest of a message after >>>, which is also Python's prompt."""
MOST_NESTED_QUOTES = 3


def split_blocks(text: str) -> Iterator[Block]:
    """Yield the fences of a message and the text between them, also inside of quotations."""
    text = _QUOTE_REST.sub("", text)
    if not any(_QUOTE.match(line) for line in text.split("\n")):
        yield from split_fences(text)
        return
    for section, is_quoted in _sections(text):
        yield from split_fences(_unquoted(section) if is_quoted else section)


def _unquoted(section: str) -> str:
    """Return a quotation without its marks, also those of a quotation within it."""
    lines = section.split("\n")
    for _ in range(MOST_NESTED_QUOTES):
        lines = [_QUOTE.sub("", line) for line in lines]
        if not all(_QUOTE.match(line) for line in lines if line.strip()):
            break
    return "\n".join(lines)


def _sections(text: str) -> Iterator[tuple[str, bool]]:
    """Yield runs of lines that are quoted or not, with whether they are. Fences are not cut."""
    run: list[str] = []
    is_run_quoted = False
    for line, in_fence in _fence_aware_lines(text):
        is_quoted = is_run_quoted if in_fence else bool(_QUOTE.match(line))
        if is_quoted != is_run_quoted and run:
            yield "\n".join(run), is_run_quoted
            run = []
        is_run_quoted = is_quoted
        run.append(line)
    yield "\n".join(run), is_run_quoted


def _fence_aware_lines(text: str) -> Iterator[tuple[str, bool]]:
    """Yield the lines of a text, and whether each is inside a fence that is not quoted."""
    in_fence = False
    for line in text.split("\n"):
        is_quoted = not in_fence and bool(_QUOTE.match(line))
        yield line, in_fence
        if not is_quoted and line.count("```") % 2:
            in_fence = not in_fence
