"""Finds fenced code in a message, wherever its marks are, with the contents of their tags."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

TagKind = Literal["", "python", "console", "other"]
"""Of a fence without a tag, of Python, of text with outputs in it, and of any other language."""

_MARK = re.compile(r"`{2,}+|^[ \t]*+~{3,}+", re.MULTILINE)
_PYTHON = frozenset(
    ("py", "python", "python2", "python3", "py3", "ipython", "ipython3", "pytorch", "torch", "sage")
)
_CONSOLE = frozenset(
    re.findall(
        r"\S+",
        "pycon pytb pyconsole traceback text txt plaintext plain console log none repl error ansi",
    )
)
_OTHER = frozenset(
    re.findall(
        r"\S+",
        """output out stdout result json bash sh shell zsh cmd bat diff powershell ps1 html xml css
        js javascript ts typescript java c c++ cpp cs csharp go rust ruby sql yaml yml toml ini
        markdown md latex tex mermaid dockerfile makefile julia matlab kotlin swift php perl lua
        haskell scala csv""",
    )
)
_WORD = re.compile(r"[ \t]*+(?:\{[ \t]*+\.?([A-Za-z][\w+#-]*+)[^}\n]*+\}|([A-Za-z][\w+#.-]*+))?")
_OPTION = re.compile(
    r"[ \t]*+(?:,[ \t]*+)?(?:[A-Za-z][\w-]*+=(?:\"[^\"\n]*+\"|'[^'\n]*+'|\{[^}\n]*+\}|(?:true|false"
    r"|\d++)\b)|\{[^}\n]*+\}|[\w./\\-]++(?:(?<=\.py)|(?<=\.md)|(?<=\.txt)|(?<=\.ipynb))"
    r"|:[\w./\\-]++|(?:showLineNumbers|copy|linenos|numberLines|exec|edit)\b)"
)
"""What may follow the language: `title="a.py"`, `{linenos=true}`, `:a.py`, `a.py`."""


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of a message: the inside of a fence, or the text between fences."""

    text: str
    is_fenced: bool
    tag: TagKind = ""


def split_fences(text: str) -> list[Block]:
    """Return the blocks of a text in order; those between fences may be blank.

    A fence may begin and end within a line. One that is never closed ends with the text. Two
    backticks are a fence only around several lines or a whole message, since they are otherwise
    inline code. Takes time linear in the text.
    """
    blocks = []
    start = 0
    for opening, closing in _pairs(text):
        blocks.append(Block(_without_spoiler_marks(text[start : opening.start()]), is_fenced=False))
        end = len(text) if closing is None else closing.start()
        blocks.append(_fenced_block(text[opening.end() : end]))
        start = end if closing is None else closing.end()
    blocks.append(Block(_without_spoiler_marks(text[start:]), is_fenced=False))
    return blocks


def _pairs(text: str) -> Iterator[tuple[re.Match[str], re.Match[str] | None]]:
    marks = list(_MARK.finditer(text))
    wide = deque(index for index, mark in enumerate(marks) if _width(mark) > 2)
    next_double = _next_double(marks)
    index = 0
    while index < len(marks):
        opening = marks[index]
        if _width(opening) == 2:
            closing_index = next_double[index]
            inside = text[opening.end() : marks[closing_index].start()] if closing_index else ""
            is_fence = bool(closing_index) and _may_be_doubly_marked(text, inside, opening)
        else:
            # Marks of two are skipped, which keeps this linear: the lengths of marks that nothing
            # closes decrease, so that there are few of them.
            while wide and wide[0] <= index:
                wide.popleft()
            closing_index = next((each for each in wide if _closes(marks[each], opening)), 0)
            is_fence = bool(closing_index) or _may_stay_open(text, opening)
        if not is_fence:
            index += 1
            continue
        yield opening, marks[closing_index] if closing_index else None
        if not closing_index:
            return
        index = closing_index + 1


def _width(mark: re.Match[str]) -> int:
    return len(mark[0].strip())


def _closes(mark: re.Match[str], opening: re.Match[str]) -> bool:
    is_same = mark[0].strip()[0] == opening[0].strip()[0]
    return is_same and _width(mark) >= _width(opening)


def _next_double(marks: list[re.Match[str]]) -> list[int]:
    """Return, for each mark, the index of the next one of two backticks; 0 if there is none."""
    following = [0] * len(marks)
    found = 0
    for index in range(len(marks) - 1, -1, -1):
        following[index] = found
        if marks[index][0] == "``":
            found = index
    return following


def _may_be_doubly_marked(text: str, inside: str, opening: re.Match[str]) -> bool:
    is_whole = not text[: opening.start()].strip() and text.rstrip().endswith("``")
    return bool(inside.strip()) and ("\n" in inside.strip() or is_whole)


def _may_stay_open(text: str, opening: re.Match[str]) -> bool:
    """Return whether an opening mark without a closing one is a fence: at a line's start, or last
    in its line."""
    before = text[text.rfind("\n", 0, opening.start()) + 1 : opening.start()]
    if not before.strip(" \t>|"):
        return True
    end = text.find("\n", opening.end())
    return end >= 0 and not text[_info_end(text, opening.end()) : end].strip()


def _without_spoiler_marks(text: str) -> str:
    text = text.removesuffix("||").removeprefix("||")
    return "" if not text.strip(" \t\n|") else text


def _info_end(text: str, start: int) -> int:
    """Return where the tag of a fence and its options end."""
    word = _WORD.match(text, start)
    end = word.end() if word else start
    while option := _OPTION.match(text, end):
        end = option.end()
    return end


def _fenced_block(content: str) -> Block:
    """Return the block of a fence's content, whose first line may be a tag."""
    line_end = content.find("\n")
    word = _WORD.match(content)
    name = (word[1] or word[2] or "").lower() if word else ""
    info_end = _info_end(content, 0)
    if line_end < 0:  # the fence is on one line
        is_python = name in _PYTHON and content[info_end : info_end + 1] in {" ", "\t"}
        return Block(content[info_end:] if is_python else content, is_fenced=True)
    is_tag = not content[info_end:line_end].strip()
    if is_tag:
        return Block(content[line_end + 1 :].rstrip(), is_fenced=True, tag=_kind_of(name))
    if name in _PYTHON and word is not None:  # code begins on the line of the tag
        rest = content[info_end:]
        return Block(rest.lstrip(" \t").rstrip(), is_fenced=True, tag="python")
    return Block(content.rstrip(), is_fenced=True)


def _kind_of(name: str) -> TagKind:
    base = name.removesuffix(".py").removesuffix(".ipynb")
    if not name:
        return ""
    if name in _PYTHON or base != name:
        return "python"
    if name in _CONSOLE:
        return "console"
    return "other" if name in _OTHER else ""
