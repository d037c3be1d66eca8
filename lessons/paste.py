"""Turns what people paste into Python code: chat fences, prompts and typographic characters go.

Text that already parses is left exactly as it is, so that no repair can spoil right code.
"""

from __future__ import annotations

import ast
import json
import re
import textwrap
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from lessons.normalize_characters import normalize_characters

MAX_CHARACTERS = 96 * 1024
"""Characters beyond which nothing is repaired: it will be refused for its size anyway, and each
repair is one parse more."""

# Every pattern takes time linear in the text: two repetitions that could match the same characters
# never stand side by side, or the first is possessive (`*+`) and gives nothing back.
_FENCE = re.compile(r"^[ \t]*+(`{3,}+|~{3,}+)", re.MULTILINE)
_TAG = re.compile(r"[ \t]*+([A-Za-z][\w+#.-]*+)?[ \t]*+\n")
_INLINE_TAG = re.compile(r"[ \t]*+(?:python3?|py)[ \t]+", re.IGNORECASE)
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
    r"^[ \t]*+(?:def \w+\s*+\(|class \w+|import \w+|from \w[\w.]*+ import |@\w+"
    r"|(?:if|for|while|with|elif) .+:\s*$|(?:return|print|raise)\b ?[\w(\[\"']"
    r"|[\w.\[\]]++ *+[-+*/]?= *\S|[\w.]++\()",
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Paste:
    """Code found in a message, ready to be graded or run."""

    code: str  # empty when there was none
    is_code: bool  # whether it is meant as code, and not as words
    repairs: tuple[str, ...] = ()  # keys: "prompts", "characters", "indentation", "words"
    names: tuple[str, ...] = ()  # see `defined_names`; of code only
    functions: tuple[str, ...] = ()  # see `defined_functions`; of code only


def read_paste(text: str) -> Paste:
    """Finds the code in a pasted message. Several fenced blocks become one program.

    The patterns take time linear in the text. Python's own parser may not, within LONGEST; see
    `paste_without_parsing`.
    """
    text = _plain_lines(text)
    if len(text) > MAX_CHARACTERS:
        return Paste(text, is_code=True)
    trees = _Trees()
    paste = _read(text, trees)
    if not paste.is_code:
        return paste
    names, functions = _names(paste.code, trees[paste.code])
    return replace(paste, names=names, functions=functions)


def paste_without_parsing(text: str) -> Paste:
    """The text as code, as it stands, with the names that a pattern finds in it.

    It is for text that Python takes too long to parse, or too much memory.
    """
    text = _plain_lines(text)
    names = _names(text, None)[0] if len(text) <= MAX_CHARACTERS else ()
    return Paste(text, is_code=True, names=names, functions=names)


def _read(text: str, trees: _Trees) -> Paste:
    if trees[text] is not None:
        return Paste(text.strip("\n"), is_code=_says_something(trees[text]))
    fenced = _in_fences(text)
    if fenced is not None:
        code, repairs = _repaired(fenced, trees)
        return Paste(code, is_code=True, repairs=repairs)
    code, repairs = _repaired(text.strip("`") if text.count("`") == 2 else text, trees)
    tree = trees[code]
    is_code = bool(_CODE_LINE.search(code)) if tree is None else _says_something(tree)
    return Paste(code, is_code, repairs)


def code_in_file(raw: bytes, *, notebook: bool = False) -> str:
    """The code in a .py file or, with `notebook`, a Jupyter notebook; repaired as a paste is.

    Bytes that are a notebook are recognised without being told. Raises UnicodeDecodeError when
    they are not UTF-8.
    """
    return code_in_text(raw.decode("utf-8-sig"), notebook=notebook)


def code_in_text(text: str, *, notebook: bool = False) -> str:
    """The code in a file's text, as `code_in_file` says."""
    if notebook or text.lstrip().startswith("{"):
        cells = extract_notebook_code(text)
        if cells is not None:
            return cells
    return read_paste(text).code


def extract_notebook_code(text: str) -> str | None:
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


def defined_names(code: str) -> tuple[str, ...]:
    """Functions and classes that the code defines at its top level, also when it has mistakes."""
    return _names(code, _parse(code))[0]


def defined_functions(code: str) -> tuple[str, ...]:
    """Those of `defined_names` that are surely no mere values."""
    return _names(code, _parse(code))[1]


def _names(code: str, tree: ast.Module | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The names that the code defines, and those of them that are no mere values."""
    if tree is None:
        found = tuple(dict.fromkeys(_DEFINED.findall(code)))
        return found, found
    names: dict[str, None] = {}
    values: set[str] = set()
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            names[node.name] = None
        elif isinstance(node, ast.Assign):
            assigned = [each.id for each in node.targets if isinstance(each, ast.Name)]
            names.update(dict.fromkeys(assigned))
            if not isinstance(node.value, ast.Lambda):
                values.update(assigned)
    return tuple(names), tuple(name for name in names if name not in values)


def parses(code: str) -> bool:
    """Whether Python can parse it."""
    return _parse(code) is not None


def _parse(code: str) -> ast.Module | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # an odd escape in a learner's string is not our news
            return ast.parse(code)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


class _Trees(dict[str, ast.Module | None]):
    """What texts parse to, each parsed once; None for one that does not."""

    def __missing__(self, code: str) -> ast.Module | None:
        tree = self[code] = _parse(code)
        return tree


def _says_something(tree: ast.Module | None) -> bool:
    """Whether code that parses is more than words which happen to parse, such as "hello"."""
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
    found = list(_contents_of_fences(text))
    for content in found:
        tag = _TAG.match(content)
        if tag is None:  # all on one line
            named = _INLINE_TAG.match(content)
            blocks.append(content[named.end() :] if named else content)
        elif (tag.group(1) or "").lower() not in _NOT_CODE:
            blocks.append(content[tag.end() :].rstrip())
    return "\n\n".join(blocks) if found else None


def _contents_of_fences(text: str) -> Iterator[str]:
    """What stands between each opening mark and the next of the same, be it inside a line."""
    at = 0
    while opening := _FENCE.search(text, at):
        end = text.find(opening[1], opening.end())  # a pattern would compare long marks again
        if end < 0:
            yield text[opening.end() :]
            return
        yield text[opening.end() : end]
        at = end + len(opening[1])


def _repaired(code: str, trees: _Trees) -> tuple[str, tuple[str, ...]]:
    """The code after the repairs that it needs to parse, and the keys of those that changed it."""
    repairs = []
    steps: tuple[tuple[str, Callable[[str], str]], ...] = (
        ("indentation", textwrap.dedent),
        ("prompts", _without_prompts),
        ("characters", normalize_characters),
        ("indentation", lambda code: _without_tabs(code, trees)),
        ("words", lambda code: _without_words_around(code, trees)),
    )
    code = code.strip("\n")
    for key, repair in steps:
        if trees[code] is not None:
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


def _without_words_around(code: str, trees: _Trees) -> str:
    """The code between a greeting and a question, if it is whole by itself."""
    beginning = _BEGINNING.search(code)
    lines = code[beginning.start() :].split("\n") if beginning else []
    end = len(lines)
    while end and _WORDS.match(lines[end - 1]):
        end -= 1
    rest = ("\n".join(lines[:number]) for number in (len(lines), end) if number)
    return next((each for each in rest if trees[each] is not None), code)


def _without_tabs(code: str, trees: _Trees) -> str:
    """Leading tabs as four spaces, or as eight where only that lines up with the rest."""
    widths = [_with_tabs_as(code, width) for width in (4, 8)]
    return next((each for each in widths if trees[each] is not None), widths[0])


def _with_tabs_as(code: str, width: int) -> str:
    return "\n".join(
        line[: len(line) - len(line.lstrip())].expandtabs(width) + line.lstrip()
        for line in code.split("\n")
    )
