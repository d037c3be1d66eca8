"""Parses the documents: fences, commands, links and tables."""

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

(COURSE_EXAMPLE,) = re.findall(r"```toml\n(.*?)```", DOCUMENTS["docs/courses.md"], re.DOTALL)
"""The file of a course that docs/courses.md shows."""

_FENCE = re.compile(r"^( *)(`{3,})[^\n]*\n(.*?)^\1\2$", re.MULTILINE | re.DOTALL)


def commands(text: str) -> Iterator[str]:
    """Yield the commands that a reader types: lines after "$ " in fences, without comments."""
    for _, _, inside in _FENCE.findall(text):
        for line in inside.splitlines():
            if line.strip().startswith("$ "):
                yield re.sub(r"\s+# .*", "", line.strip()[2:])


def prose(text: str) -> str:
    """Return the text outside fences."""
    return _FENCE.sub("", text)


def spans(text: str) -> list[str]:
    """List the inline code outside fences."""
    return re.findall(r"`([^`\n]+)`", prose(text))


def links(text: str) -> list[str]:
    """List the targets of links and images that are files of the project."""
    found = re.findall(r"\]\(([^)\s]+)\)", re.sub(r"`[^`\n]+`", "", prose(text)))
    return [target for target in found if not target.startswith(("http", "mailto:"))]


def headings(text: str) -> list[tuple[int, str]]:
    """List the headings as (level, text)."""
    return [(len(marks), title) for marks, title in re.findall(r"^(#+) (.+)$", prose(text), re.M)]


def anchors(text: str) -> set[str]:
    """Return the anchors that GitHub makes of the headings, without "#"."""
    plain = (re.sub(r"[^\w\- ]", "", title.lower()) for _, title in headings(text))
    return {title.replace(" ", "-") for title in plain}


def rows(text: str) -> list[list[str]]:
    """List the cells of the rows of all tables, without header rows."""
    found = []
    lines = prose(text).splitlines()
    for index, line in enumerate(lines):
        following = lines[index + 1] if index + 1 < len(lines) else ""
        is_header = following and set(following) <= set("|-: ")
        if line.startswith("|") and not is_header and not set(line) <= set("|-: "):
            found.append([cell.strip() for cell in line.strip("|").split("|")])
    return found
