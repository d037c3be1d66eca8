"""Extracts Python code from messages: removes fences and prompts, and repairs characters.

Text that Python can parse is not changed, so that no repair can break correct code.
"""

from __future__ import annotations

import ast
import json
import re
import textwrap
import warnings
from collections.abc import Callable, Iterator
from dataclasses import replace

from common.message_reader.characters import normalize_characters
from common.message_reader.records import Paste

MAX_CHARACTERS = 96 * 1024
"""Longer text is not repaired: it will be rejected for its size, and each repair costs a parse."""

# Every pattern takes time linear in the text: two repetitions that can match the same characters
# are never adjacent, or the first one is possessive (`*+`) and does not backtrack.
_FENCE = re.compile(r"^[ \t]*+(`{3,}+|~{3,}+)", re.MULTILINE)
_LANGUAGE_TAG = re.compile(r"[ \t]*+([A-Za-z][\w+#.-]*+)?[ \t]*+\n")
_INLINE_TAG = re.compile(r"[ \t]*+(?:python3?|py)[ \t]+", re.IGNORECASE)
_NOT_CODE = frozenset({"output", "text", "txt", "console", "json"})
_PROMPT = re.compile(r"^[ \t]*(?:>>>|\.\.\.)(?: |$)")
_CELL = re.compile(r"^[ \t]*In ?\[[ \d*]*\]:[ \t]?")
_CELL_CONTINUATION = re.compile(r"^[ \t]*\.\.\.:[ \t]?")
_CELL_OUTPUT = re.compile(r"^[ \t]*Out ?\[[ \d*]*\]:")
_QUOTED = re.compile(r"^[ \t]*>(?!>) ?", re.MULTILINE)
_MAGIC = re.compile(r"^[ \t]*[%!]")
_DEFINITION = re.compile(r"^(?:async[ \t]+)?(?:def|class)[ \t]+(\w+)", re.MULTILINE)
_FIRST_STATEMENT = re.compile(r"^(?:async def|def|class|import|from) \w+|^@\w+", re.MULTILINE)
_SENTENCE = re.compile(r"^(?:(?![ \t#@])[^()\[\]{}=\"`]*(?:[.!?]|[^\x00-\x7f]))?[ \t]*$")
"""A line of prose ends with a mark or a non-ASCII character. A misspelt statement does not, so it
stays in the code and is reported to the learner."""
_CODE_LINE = re.compile(
    r"^[ \t]*+(?:def \w+\s*+\(|class \w+|import \w+|from \w[\w.]*+ import |@\w+"
    r"|(?:if|for|while|with|elif) .+:\s*$|(?:return|print|raise)\b ?[\w(\[\"']"
    r"|[\w.\[\]]++ *+[-+*/]?= *\S|[\w.]++\()",
    re.MULTILINE,
)


def read_paste(text: str) -> Paste:
    """Extract the code from a message. Several fenced blocks become one program.

    All but Python's parser take time linear in the text; see `paste_without_parsing`.
    """
    text = _normalize_newlines(text)
    if len(text) > MAX_CHARACTERS:
        return Paste(text, is_code=True)
    trees = _ParseCache()
    paste = _read(text, trees)
    if not paste.is_code:
        return paste
    names, functions = _names(paste.code, trees[paste.code])
    return replace(paste, names=names, functions=functions)


def paste_without_parsing(text: str) -> Paste:
    """Return the whole text as code, with the names that a pattern finds in it.

    Use this if Python takes too much time or memory to parse the text.
    """
    text = _normalize_newlines(text)
    names = _names(text, None)[0] if len(text) <= MAX_CHARACTERS else ()
    return Paste(text, is_code=True, names=names, functions=names)


def _read(text: str, trees: _ParseCache) -> Paste:
    if trees[text] is not None:
        return Paste(text.strip("\n"), is_code=_is_meaningful(trees[text]))
    fenced = _fenced_code(text)
    if fenced is not None:
        code, repairs = _repair(fenced, trees)
        return Paste(code, is_code=True, repairs=repairs)
    code, repairs = _repair(text.strip("`") if text.count("`") == 2 else text, trees)
    tree = trees[code]
    is_code = bool(_CODE_LINE.search(code)) if tree is None else _is_meaningful(tree)
    return Paste(code, is_code, repairs)


def code_in_file(raw: bytes, *, notebook: bool = False) -> str:
    """Return the code in a .py file or, with `notebook`, a Jupyter notebook, repaired like a paste.

    A notebook is also recognized without `notebook`. Raise UnicodeDecodeError if the bytes are not
    UTF-8.
    """
    return code_in_text(raw.decode("utf-8-sig"), notebook=notebook)


def code_in_text(text: str, *, notebook: bool = False) -> str:
    """Return the code in a file's text, like `code_in_file`."""
    if notebook or text.lstrip().startswith("{"):
        cells = extract_notebook_code(text)
        if cells is not None:
            return cells
    return read_paste(text).code


def extract_notebook_code(text: str) -> str | None:
    """Return the code cells of a Jupyter notebook as one program; None if it is not a notebook.

    Lines for the notebook itself (%magic, !shell) become comments, which keeps line numbers.
    """
    try:
        cells = json.loads(text)["cells"]
        sources = [cell["source"] for cell in cells if cell["cell_type"] == "code"]
        parts = ["".join(source) for source in sources]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    lines = _normalize_newlines("\n\n".join(parts)).split("\n")
    return "\n".join(f"# {line}" if _MAGIC.match(line) else line for line in lines)


def defined_names(code: str) -> tuple[str, ...]:
    """List the names that the code defines at its top level, even if it cannot be parsed."""
    return _names(code, _parse(code))[0]


def _names(code: str, tree: ast.Module | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the values of `Paste.names` and `Paste.functions`."""
    if tree is None:
        found = tuple(dict.fromkeys(_DEFINITION.findall(code)))
        return found, found
    names: dict[str, None] = {}
    values: set[str] = set()
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            names[node.name] = None
        elif isinstance(node, ast.Assign):
            assigned = [target.id for target in node.targets if isinstance(target, ast.Name)]
            names.update(dict.fromkeys(assigned))
            if not isinstance(node.value, ast.Lambda):
                values.update(assigned)
    return tuple(names), tuple(name for name in names if name not in values)


def _parse(code: str) -> ast.Module | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # such as invalid escapes in a learner's string
            return ast.parse(code)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


class _ParseCache(dict[str, ast.Module | None]):
    """Syntax trees by source text, None if it cannot be parsed. Parses each text once."""

    def __missing__(self, code: str) -> ast.Module | None:
        tree = self[code] = _parse(code)
        return tree


def _is_meaningful(tree: ast.Module | None) -> bool:
    """Return whether text that parses is code, and not a word that happens to parse ("hello")."""
    meaningful = (
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
    if any(isinstance(node, meaningful) for node in nodes):
        return True
    has_constant = any(isinstance(node, ast.Constant) for node in nodes)
    return has_constant and any(isinstance(node, ast.BinOp | ast.Compare) for node in nodes)


def _normalize_newlines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\ufeff", "")


def _fenced_code(text: str) -> str | None:
    """Return the code in ``` or ~~~ fences, None without any. An open fence ends with the text."""
    blocks = []
    contents = list(_fence_contents(text))
    for content in contents:
        tag = _LANGUAGE_TAG.match(content)
        if tag is None:  # the fence is on one line
            inline_tag = _INLINE_TAG.match(content)
            blocks.append(content[inline_tag.end() :] if inline_tag else content)
        elif (tag.group(1) or "").lower() not in _NOT_CODE:
            blocks.append(content[tag.end() :].rstrip())
    return "\n\n".join(blocks) if contents else None


def _fence_contents(text: str) -> Iterator[str]:
    """Yield the text between each opening mark and the next equal mark, even inside a line."""
    index = 0
    while opening := _FENCE.search(text, index):
        # A back reference would compare a long mark with each part of a longer one.
        end = text.find(opening[1], opening.end())
        if end < 0:
            yield text[opening.end() :]
            return
        yield text[opening.end() : end]
        index = end + len(opening[1])


def _repair(code: str, trees: _ParseCache) -> tuple[str, tuple[str, ...]]:
    """Repair the code until it parses. Return it with the keys of the repairs that changed it."""
    repairs = []
    steps: tuple[tuple[str, Callable[[str], str]], ...] = (
        ("indentation", textwrap.dedent),
        ("prompts", _strip_prompts),
        ("characters", normalize_characters),
        ("indentation", lambda code: _expand_tabs(code, trees)),
        ("words", lambda code: _strip_surrounding_text(code, trees)),
    )
    code = code.strip("\n")
    for key, repair in steps:
        if trees[code] is not None:
            break
        repaired = repair(code).strip("\n")
        if repaired != code and key not in repairs:
            repairs.append(key)
        code = repaired
    return code.rstrip(), tuple(repairs)


def _strip_prompts(code: str) -> str:
    """Remove >>> and In [1]: prompts with the output between them, or the > of a quotation."""
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
    code_lines = []
    in_output = False
    for line in lines:
        if _CELL.match(line):
            in_output = False
            code_lines.append(_CELL.sub("", line))
        elif _CELL_CONTINUATION.match(line):
            code_lines.append(_CELL_CONTINUATION.sub("", line))
        elif _CELL_OUTPUT.match(line):
            in_output = True
        elif not in_output:
            code_lines.append(line)
    return code_lines


def _strip_surrounding_text(code: str, trees: _ParseCache) -> str:
    """Remove prose before and after the code, such as a greeting, if the rest can be parsed."""
    first = _FIRST_STATEMENT.search(code)
    lines = code[first.start() :].split("\n") if first else []
    end = len(lines)
    while end and _SENTENCE.match(lines[end - 1]):
        end -= 1
    candidates = ("\n".join(lines[:count]) for count in (len(lines), end) if count)
    return next((each for each in candidates if trees[each] is not None), code)


def _expand_tabs(code: str, trees: _ParseCache) -> str:
    """Expand leading tabs to four spaces, or to eight if the code can only be parsed so."""
    candidates = [_expand_tabs_to(code, width) for width in (4, 8)]
    return next((each for each in candidates if trees[each] is not None), candidates[0])


def _expand_tabs_to(code: str, width: int) -> str:
    return "\n".join(
        line[: len(line) - len(line.lstrip())].expandtabs(width) + line.lstrip()
        for line in code.split("\n")
    )
