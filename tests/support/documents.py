"""Reading the documents: their fences, commands, links and tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]

DOCUMENTS = {
    str(path.relative_to(ROOT)): path.read_text(encoding="utf-8")
    for path in (
        *(ROOT / name for name in ("README.md", "README.ja.md", "CONTRIBUTING.md", "CHANGELOG.md")),
        *sorted((ROOT / "docs").glob("*.md")),
    )
}

_FENCE = re.compile(r"^( *)(`{3,})[^\n]*\n(.*?)^\1\2$", re.MULTILINE | re.DOTALL)


def commands(text: str) -> Iterator[str]:
    """What a reader is told to type: the lines after "$ " in fences, without their comments."""
    for _, _, inside in _FENCE.findall(text):
        for line in inside.splitlines():
            if line.strip().startswith("$ "):
                yield re.sub(r"\s+# .*", "", line.strip()[2:])


def prose(text: str) -> str:
    """Everything outside of fences."""
    return _FENCE.sub("", text)


def spans(text: str) -> list[str]:
    """What stands in backticks within prose."""
    return re.findall(r"`([^`\n]+)`", prose(text))


def links(text: str) -> list[str]:
    """Targets of links and pictures that lead to files of ours."""
    found = re.findall(r"\]\(([^)\s]+)\)", re.sub(r"`[^`\n]+`", "", prose(text)))
    return [each for each in found if not each.startswith(("http", "mailto:"))]


def headings(text: str) -> list[tuple[int, str]]:
    """Level and words."""
    return [(len(marks), said) for marks, said in re.findall(r"^(#+) (.+)$", prose(text), re.M)]


def anchors(text: str) -> set[str]:
    """What "#…" may name in it, as GitHub makes them."""
    made = (re.sub(r"[^\w\- ]", "", said.lower()) for _, said in headings(text))
    return {each.replace(" ", "-") for each in made}


def rows(text: str) -> list[list[str]]:
    """The cells of every table's rows, heads and rulers left out."""
    found = []
    lines = prose(text).splitlines()
    for at, line in enumerate(lines):
        is_head = at + 1 < len(lines) and set(lines[at + 1]) <= set("|-: ") and lines[at + 1]
        if line.startswith("|") and not is_head and not set(line) <= set("|-: "):
            found.append([cell.strip() for cell in line.strip("|").split("|")])
    return found
