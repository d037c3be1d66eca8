"""Turns what people paste into Python code: chat fences, prompts and typographic characters go.

Text that already parses is left exactly as it is, so that no repair can spoil right code.
"""

from __future__ import annotations

import ast
import json
import re
import textwrap
import warnings
from collections.abc import Callable
from dataclasses import dataclass

from lessons.characters import plain_characters

LONGEST = 96 * 1024
"""Characters beyond which nothing is repaired: it will be refused for its size anyway, and each
repair is one parse more."""

_FENCED = re.compile(r"^[ \t]*(`{3,}|~{3,})(.*?)(?:\1|\Z)", re.MULTILINE | re.DOTALL)
_TAG = re.compile(r"[ \t]*([A-Za-z][\w+#.-]*)?[ \t]*\n")
_INLINE_TAG = re.compile(r"[ \t]*(?:python3?|py)[ \t]+", re.IGNORECASE)
_NOT_CODE = frozenset({"output", "text", "txt", "console", "json"})
_PROMPT = re.compile(r"^[ \t]*(?:>>>|\.\.\.)(?: |$)")
_CELL = re.compile(r"^[ \t]*In ?\[[ \d*]*\]:[ \t]?")
_CELL_GOES_ON = re.compile(r"^[ \t]*\.\.\.:[ \t]?")
_CELL_ENDS = re.compile(r"^[ \t]*Out ?\[[ \d*]*\]:")
_QUOTED = re.compile(r"^[ \t]*>(?!>) ?", re.MULTILINE)
_MAGIC = re.compile(r"^[ \t]*[%!]")
_DEFINED = re.compile(r"^(?:async[ \t]+)?(?:def|class)[ \t]+(\w+)", re.MULTILINE)
_BEGINNING = re.compile(r"^(?:async def|def|class|import|from) \w+|^@\w+", re.MULTILINE)
_WORDS = re.compile(r"^(?:(?![ \t#@])[^()\[\]{}=\"`]*(?:[.!?]|[^\x00-\x7f]))?[ \t]*$")
"""A sentence ends as one, or in no Latin letter. A mere slip of the keyboard stays, to be told."""
_CODE_LINE = re.compile(
    r"^[ \t]*(?:def \w+\s*\(|class \w+|import \w+|from \w+[\w.]* import |@\w+"
    r"|(?:if|for|while|with|elif) .+:\s*$|(?:return|print|raise)\b ?[\w(\[\"']"
    r"|[\w.\[\]]+ *[-+*/]?= *\S|[\w.]+\()",
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Paste:
    """Code found in a message, ready to be graded or run."""

    code: str  # empty when there was none
    is_code: bool  # whether it is meant as code, and not as words
    repairs: tuple[str, ...] = ()  # keys: "prompts", "characters", "indentation", "words"


def read_paste(text: str) -> Paste:
    """Finds the code in a pasted message. Several fenced blocks become one program."""
    text = _plain_lines(text)
    if len(text) > LONGEST:
        return Paste(text, is_code=True)
    if parses(text):
        return Paste(text.strip("\n"), is_code=_says_something(text))
    fenced = _in_fences(text)
    if fenced is not None:
        code, repairs = _repaired(fenced)
        return Paste(code, is_code=True, repairs=repairs)
    code, repairs = _repaired(text.strip("`") if text.count("`") == 2 else text)
    is_code = _says_something(code) if parses(code) else bool(_CODE_LINE.search(code))
    return Paste(code, is_code, repairs)


def code_in_file(raw: bytes, *, notebook: bool = False) -> str:
    """The code in a .py file or, with `notebook`, a Jupyter notebook; repaired as a paste is.

    Bytes that are a notebook are recognised without being told. Raises UnicodeDecodeError when
    they are not UTF-8.
    """
    text = raw.decode("utf-8-sig")
    if notebook or text.lstrip().startswith("{"):
        cells = notebook_code(text)
        if cells is not None:
            return cells
    return read_paste(text).code


def notebook_code(text: str) -> str | None:
    """The code cells of a Jupyter notebook, as one program; None when it is no notebook.

    Lines for the notebook itself (%magic, !shell) stay as comments, so that line numbers hold.
    """
    try:
        cells = json.loads(text)["cells"]
        sources = [cell["source"] for cell in cells if cell["cell_type"] == "code"]
        parts = ["".join(source) for source in sources]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    lines = _plain_lines("\n\n".join(parts)).split("\n")
    return "\n".join(f"# {line}" if _MAGIC.match(line) else line for line in lines)


def names_defined(code: str) -> tuple[str, ...]:
    """Functions and classes that the code defines at its top level, also when it has mistakes."""
    tree = _parsed(code)
    if tree is None:
        return tuple(dict.fromkeys(_DEFINED.findall(code)))
    names: dict[str, None] = {}
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            names[node.name] = None
        elif isinstance(node, ast.Assign):
            names.update({each.id: None for each in node.targets if isinstance(each, ast.Name)})
    return tuple(names)


def functions_defined(code: str) -> tuple[str, ...]:
    """Those of `names_defined` that are surely no mere values."""
    tree = _parsed(code)
    if tree is None:
        return names_defined(code)
    values = {
        each.id
        for node in tree.body
        if isinstance(node, ast.Assign) and not isinstance(node.value, ast.Lambda)
        for each in node.targets
        if isinstance(each, ast.Name)
    }
    return tuple(name for name in names_defined(code) if name not in values)


def parses(code: str) -> bool:
    """Whether Python can parse it."""
    return _parsed(code) is not None


def _parsed(code: str) -> ast.Module | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # an odd escape in a learner's string is not our news
            return ast.parse(code)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _says_something(code: str) -> bool:
    """Whether code that parses is more than words which happen to parse, such as "hello"."""
    tree = _parsed(code)
    telling = (
        ast.stmt,
        ast.Call,
        ast.Attribute,
        ast.Subscript,
        ast.List,
        ast.Dict,
        ast.Lambda,
        ast.MatMult,
    )
    if tree is None or not tree.body:
        return False
    nodes = [node for node in ast.walk(tree) if not isinstance(node, ast.Expr)]
    if any(isinstance(node, telling) for node in nodes):
        return True
    numbers = any(isinstance(node, ast.Constant) for node in nodes)
    return numbers and any(isinstance(node, ast.BinOp | ast.Compare) for node in nodes)


def _plain_lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\ufeff", "")


def _in_fences(text: str) -> str | None:
    """What stands in ``` or ~~~ fences, or None without any. A fence left open ends at the end."""
    blocks = []
    found = list(_FENCED.finditer(text))
    for fence in found:
        content = fence.group(2)
        tag = _TAG.match(content)
        if tag is None:  # all on one line
            blocks.append(_INLINE_TAG.sub("", content, count=1))
        elif (tag.group(1) or "").lower() not in _NOT_CODE:
            blocks.append(content[tag.end() :].rstrip())
    return "\n\n".join(blocks) if found else None


def _repaired(code: str) -> tuple[str, tuple[str, ...]]:
    """The code after the repairs that it needs to parse, and the keys of those that changed it."""
    repairs = []
    steps: tuple[tuple[str, Callable[[str], str]], ...] = (
        ("indentation", textwrap.dedent),
        ("prompts", _without_prompts),
        ("characters", plain_characters),
        ("indentation", _without_tabs),
        ("words", _without_words_around),
    )
    code = code.strip("\n")
    for key, repair in steps:
        if parses(code):
            break
        better = repair(code).strip("\n")
        if better != code and key not in repairs:
            repairs.append(key)
        code = better
    return code.rstrip(), tuple(repairs)


def _without_prompts(code: str) -> str:
    """Takes away >>> and In [1]: prompts, and with them the output that stood between; and the >
    of a quotation."""
    lines = code.split("\n")
    if all(_QUOTED.match(line) for line in lines if line.strip()):
        return _QUOTED.sub("", code)
    first = next((line for line in lines if line.strip()), "")
    if _PROMPT.match(first):
        return "\n".join(_PROMPT.sub("", line) for line in lines if _PROMPT.match(line))
    if _CELL.match(first):
        return "\n".join(_cell_lines(lines))
    return code


def _cell_lines(lines: list[str]) -> list[str]:
    kept = []
    in_output = False
    for line in lines:
        if _CELL.match(line):
            in_output = False
            kept.append(_CELL.sub("", line))
        elif _CELL_GOES_ON.match(line):
            kept.append(_CELL_GOES_ON.sub("", line))
        elif _CELL_ENDS.match(line):
            in_output = True
        elif not in_output:
            kept.append(line)
    return kept


def _without_words_around(code: str) -> str:
    """The code between a greeting and a question, if it is whole by itself."""
    beginning = _BEGINNING.search(code)
    lines = code[beginning.start() :].split("\n") if beginning else []
    end = len(lines)
    while end and _WORDS.match(lines[end - 1]):
        end -= 1
    rest = ("\n".join(lines[:number]) for number in (len(lines), end) if number)
    return next((each for each in rest if parses(each)), code)


def _without_tabs(code: str) -> str:
    """Leading tabs as four spaces, or as eight where only that lines up with the rest."""
    widths = [_with_tabs_as(code, width) for width in (4, 8)]
    return next((each for each in widths if parses(each)), widths[0])


def _with_tabs_as(code: str, width: int) -> str:
    return "\n".join(
        line[: len(line) - len(line.lstrip())].expandtabs(width) + line.lstrip()
        for line in code.split("\n")
    )
