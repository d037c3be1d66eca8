"""Repairs code that was damaged on its way, until Python can parse it.

Text that Python can parse is not changed, so that no repair can break correct code.
"""

from __future__ import annotations

import ast
import html
import re
import textwrap
from collections.abc import Callable

from common.message_reader.characters import normalize_characters
from common.message_reader.notebooks import comment_out_magics
from common.message_reader.syntax import Trees

_NUMBER = re.compile(r"[ \t]*+(\d{1,5})(?:[ \t]*+[|:.)│](?=[ \t]|$)|(?=[ \t]|$))")
_QUOTED = re.compile(r"^[ \t]*>(?!>) ?", re.MULTILINE)
_ENTITY = re.compile(r"&(?:gt|lt|amp|quot|apos|nbsp|#39|#x27|#34|#60|#62);")
_ENTITY_NAMES = frozenset({"gt", "lt", "amp", "quot", "apos", "nbsp"})
_ESCAPE = re.compile(r"\\([_*\[\]()#>~`=+.!-])")
_LONG_MARK = re.compile(r"(?<=[A-Za-z0-9_)\]])[ーｰ](?=[A-Za-z0-9_(])")


def repair(code: str, trees: Trees) -> tuple[str, tuple[str, ...]]:
    """Repair the code until it parses. Return it with the keys of the repairs that changed it.

    Damage that Python parses, such as `a &gt; b`, is repaired where no correct code looks so.
    """
    code = code.strip("\n")
    if trees[code] is not None:
        return _repair_parsed(code, trees)
    repairs: list[str] = []
    steps: tuple[tuple[str, Callable[[str], str]], ...] = (
        ("numbers", _strip_line_numbers),
        ("indentation", textwrap.dedent),
        ("prompts", _strip_quotation),
        ("entities", _unescape_entities),
        ("escapes", lambda code: _strip_escapes(code, trees)),
        ("notebook", comment_out_magics),
        ("characters", normalize_characters),
        ("indentation", lambda code: _align_first_line(code, trees)),
        ("indentation", lambda code: _expand_tabs(code, trees)),
    )
    for key, step in steps:
        repaired = step(code).strip("\n")
        if repaired != code:
            if key not in repairs:
                repairs.append(key)
            code = repaired
            if trees[code] is not None:
                code, more = _repair_parsed(code, trees)
                repairs += [each for each in more if each not in repairs]
                break
    return code.rstrip(), tuple(repairs)


def _repair_parsed(code: str, trees: Trees) -> tuple[str, tuple[str, ...]]:
    """Repair what parses only by chance: `a &gt; b` has a name `gt`, `nー1` is one name."""
    steps: tuple[tuple[str, re.Pattern[str], Callable[[str], str], Callable[[str], bool]], ...] = (
        ("entities", _ENTITY, _unescape_entities, _ENTITY_NAMES.__contains__),
        ("characters", _LONG_MARK, normalize_characters, _is_joined_by_mark),
    )
    repairs = []
    for key, pattern, step, is_damaged in steps:
        tree = trees[code] if pattern.search(code) else None
        if tree is not None and _has_unknown_name(tree, is_damaged):
            repaired = step(code)
            if trees[repaired] is not None:
                code = repaired
                repairs.append(key)
    return code, tuple(repairs)


def _is_joined_by_mark(name: str) -> bool:
    return bool(_LONG_MARK.search(name))


def _has_unknown_name(tree: ast.Module, is_damaged: Callable[[str], bool]) -> bool:
    """Return whether code uses such a name and never binds it."""
    used: set[str] = set()
    bound: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and is_damaged(node.id):
            (used if isinstance(node.ctx, ast.Load) else bound).add(node.id)
        elif isinstance(node, ast.arg) and is_damaged(node.arg):
            bound.add(node.arg)
        elif isinstance(node, ast.alias):
            bound.add(node.asname or node.name)
    return bool(used - bound)


def _strip_quotation(code: str) -> str:
    """Remove the > of a quotation from code of which every line has one."""
    if all(_QUOTED.match(line) for line in code.split("\n") if line.strip()):
        return _QUOTED.sub("", code)
    return code


def _strip_line_numbers(code: str) -> str:
    """Remove line numbers, if every line with text begins with the next one."""
    stripped = []
    expected: int | None = None
    for line in code.split("\n"):
        found = _NUMBER.match(line)
        if found is None:
            if line.strip():
                return code
            stripped.append("")
            continue
        if expected is not None and int(found[1]) != expected:
            return code
        expected = int(found[1]) + 1
        stripped.append(line[found.end() :])
    if sum(1 for line in stripped if line.strip()) < 2:
        return code
    return textwrap.dedent("\n".join(stripped))


def _unescape_entities(code: str) -> str:
    return html.unescape(code).replace("\u00a0", " ") if _ENTITY.search(code) else code


def _strip_escapes(code: str, trees: Trees) -> str:
    r"""Remove Markdown's backslashes, as in `def to\_float`, if Python can parse the rest."""
    if not _ESCAPE.search(code):
        return code
    plain = _ESCAPE.sub(r"\1", code)
    return plain if trees[plain] is not None or re.search(r"\w\\_\w", code) else code


def _align_first_line(code: str, trees: Trees) -> str:
    """Indent the first line like the others, if it lost its blanks when it was selected."""
    first, _, rest = code.partition("\n")
    aligned = f"{first.lstrip()}\n{textwrap.dedent(rest)}"
    return aligned if rest and trees[aligned] is not None else code


def _expand_tabs(code: str, trees: Trees) -> str:
    """Expand leading tabs to four spaces, or to eight if the code can only be parsed so."""
    if "\t" not in code:
        return code
    candidates = [_expand_tabs_to(code, width) for width in (4, 8)]
    return next((each for each in candidates if trees[each] is not None), candidates[0])


def _expand_tabs_to(code: str, width: int) -> str:
    return "\n".join(
        line[: len(line) - len(line.lstrip())].expandtabs(width) + line.lstrip()
        for line in code.split("\n")
    )
