"""Code that raises each error of the catalogue, by area.

Each line of an area's table, in the text file of its name, is `key | code | facts`. The code stands
in a function, below the area's HEAD; `; ` separates its statements. An underscore in the facts
means a space.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path


def read_table(area: str) -> str:
    """Return the table of an area."""
    return (Path(__file__).parent / f"{area}.txt").read_text(encoding="utf-8")


def rows(table: str) -> Iterator[tuple[str, str, Mapping[str, str]]]:
    """Yield (key, code, facts) of each line."""
    for line in table.strip().splitlines():
        key, _, rest = line.partition("|")
        code, _, facts = rest.rpartition("|")
        pairs = (fact.partition("=") for fact in facts.split())
        yield key.strip(), code.strip(), {name: fact.replace("_", " ") for name, _, fact in pairs}


def in_function(head: str, line: str) -> str:
    """Return code whose function `f` runs the statements of the line."""
    return head + "".join(f"    {part}\n" for part in line.split("; "))


def required_groups(pattern: re.Pattern[str]) -> set[str]:
    """Return the named groups that take part in every match, as far as the pattern's text shows."""
    found = set()
    for name in pattern.groupindex:
        before, _, after = pattern.pattern.partition(f"(?P<{name}>")
        if not _is_optional(before, after):
            found.add(name)
    return found


def _is_optional(before: str, after: str) -> bool:
    """Return whether the group between the texts may be left out: in an alternative, or by `?`."""
    enclosing = _closing(after)
    if after[enclosing + 1 : enclosing + 2] == "?":
        return True
    rest = after[enclosing + 1 :]
    while True:  # through the groups around it, from the inside out
        alternatives = _top_level(before, rest)
        if "|" in alternatives:
            return True
        end = _closing(rest)
        if end < 0:
            return False
        if rest[end + 1 : end + 2] in ("?", "*"):
            return True
        before, rest = before[: _opening(before)], rest[end + 1 :]


def _closing(text: str) -> int:
    """Return where the group ends that began before the text, or -1."""
    depth = 0
    for at, sign in _signs(text):
        depth += (sign == "(") - (sign == ")")
        if depth < 0:
            return at
    return -1


def _opening(text: str) -> int:
    """Return where the group begins that is still open at the end of the text, or 0."""
    open_at = []
    for at, sign in _signs(text):
        if sign == "(":
            open_at.append(at)
        elif sign == ")":
            open_at.pop()
    return open_at[-1] if open_at else 0


def _top_level(before: str, after: str) -> str:
    """Return the signs of the innermost group around a place, without those of groups inside it."""
    kept, depth = [], 0
    for _, sign in reversed(list(_signs(before))):
        depth += (sign == ")") - (sign == "(")
        if depth < 0:
            break
        kept.append(sign if depth == 0 else "")
    depth = 0
    for _, sign in _signs(after):
        depth += (sign == "(") - (sign == ")")
        if depth < 0:
            break
        kept.append(sign if depth == 0 else "")
    return "".join(kept)


_SIGN = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|[()|]", re.DOTALL)


def _signs(text: str) -> Iterator[tuple[int, str]]:
    """Yield position and sign of each `(`, `)` and `|` that is no literal."""
    return ((found.start(), found[0]) for found in _SIGN.finditer(text) if found[0] in "()|")
