"""Reads Jupyter notebooks and their exports, and leaves out what only a notebook understands."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from typing import Any

from common.message_reader.pieces import Piece
from common.message_reader.records import NotebookError
from common.message_reader.syntax import Trees, first_line, names_bound

CELL_MARK = "# %%"
"""The line that separates cells in a program, as editors and exports write it."""

NOTEBOOK_MODULES = frozenset({"google", "IPython", "ipywidgets", "ipykernel"})
"""Packages that exist only in notebooks; `google` is that of Colab."""

MAX_OUTPUT = 2000
"""Characters of a cell's output that are kept."""

_MAGIC = re.compile(r"^([ \t]*+)(?:[%!]|\?{1,2}[A-Za-z_]|[A-Za-z_][\w.]*+\?{1,2}[ \t]*+$)")
_CELL_MAGIC = re.compile(r"[\s\ufeff]*+%%(\w+)")
_PYTHON_CELLS = frozenset({"time", "timeit", "capture", "prun", "python", "python3", "py3"})
_CELL_LINE = re.compile(r"^# ?(?:%%|In ?\[[ \d*]*+\]:?|<codecell>)[^\n]*+\n?", re.MULTILINE)
_ONLY_IN_NOTEBOOKS = re.compile(
    r"\bget_ipython\b|\bdisplay[ \t]*+\("
    r"|\b(?:from|import)[ \t]++(?:google\.colab|IPython|ipywidgets|ipykernel)\b"
)


def is_notebook(text: str) -> bool:
    """Return whether a text looks like the JSON of a notebook, which may be broken."""
    start = text.lstrip()
    return start.startswith("{") and ('"cells"' in start[:2000] or '"cell_type"' in start[:4000])


def read_cells(text: str) -> list[tuple[str, list[Any]]]:
    """Return the source and the outputs of each code cell. Raise NotebookError if there is none."""
    if not text.strip():
        raise NotebookError("empty")
    try:
        notebook = json.loads(text)
    except (ValueError, RecursionError):
        raise NotebookError("not-json") from None
    try:
        found = [
            ("".join(cell["source"]), list(cell.get("outputs") or []))
            for cell in notebook["cells"]
            if cell["cell_type"] == "code"
        ]
    except (KeyError, TypeError, AttributeError):
        raise NotebookError("no-cells") from None
    cells = [(source, outputs) for source, outputs in found if source.strip()]
    if not cells:
        raise NotebookError("no-code")
    return cells


def output_texts(outputs: list[Any]) -> Iterator[Piece]:
    """Yield the kind ("output" or "traceback") and text of a cell's outputs, without pictures."""
    for output in outputs:
        if not isinstance(output, dict):
            continue
        lines = output.get("traceback")
        if isinstance(lines, list):
            yield "traceback", "\n".join(str(line) for line in lines)
            continue
        data = output.get("data")
        text = output.get("text", data.get("text/plain") if isinstance(data, dict) else None)
        if isinstance(text, str | list) and text:
            yield "output", "".join(str(line) for line in text)[:MAX_OUTPUT]


def split_cells(code: str) -> list[str]:
    """Return the cells of an exported notebook, which begin with lines such as `# In[3]:`."""
    starts = [found.start() for found in _CELL_LINE.finditer(code)]
    if not starts:
        return [code]
    ends = [*starts[1:], len(code)]
    cells = [code[: starts[0]], *(code[a:b] for a, b in zip(starts, ends, strict=True))]
    plain = (cell.removeprefix(f"{CELL_MARK}\n").strip("\n") for cell in cells)
    return [cell for cell in plain if cell.strip()]


def is_foreign_cell(code: str) -> bool:
    """Return whether a cell is in another language, as the cell magic `%%bash` says."""
    found = _CELL_MAGIC.match(code)
    return found is not None and found[1].lower() not in _PYTHON_CELLS


def has_magics(text: str) -> bool:
    """Return whether a line of the text is `%magic`, `!command` or `name?`."""
    return any(_MAGIC.match(line) for line in text.split("\n"))


def comment_out_magics(code: str) -> str:
    """Make comments of the lines `%magic`, `!command` and `name?`, which keeps line numbers."""
    if is_foreign_cell(code):
        return "\n".join(f"# {line}" for line in code.split("\n"))
    return "\n".join(_comment_out(line) for line in code.split("\n"))


def _comment_out(line: str) -> str:
    found = _MAGIC.match(line)
    if found is None:
        return line
    indentation, statement = found[1], line[found.end(1) :]
    return f"{indentation}pass  # {statement}" if indentation else f"# {statement}"


def leave_out_notebook_calls(code: str, trees: Trees) -> str:
    """Leave out calls that Python itself does not have: `get_ipython()`, `display`, Colab's.

    Code is returned unchanged where something of its own depends on them.
    """
    tree = trees[code] if _ONLY_IN_NOTEBOOKS.search(code) else None
    if tree is None:
        return code
    statements: list[ast.stmt] = []
    foreign: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom) and _is_of_notebook(node):
            statements.append(node)
            foreign |= {alias.asname or alias.name.partition(".")[0] for alias in node.names}
    foreign |= {"get_ipython", "display"} - names_bound(tree)
    calls = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and _root_name(node.value) in foreign
    ]
    inside = {id(each) for call in calls for each in ast.walk(call)}
    statements += calls
    used_elsewhere = any(
        isinstance(node, ast.Name) and node.id in foreign and id(node) not in inside
        for node in ast.walk(tree)
    )
    if used_elsewhere or not statements:
        return code
    left_out = blank_statements(code, statements)
    return left_out if trees[left_out] is not None else code


def _is_of_notebook(node: ast.Import | ast.ImportFrom) -> bool:
    if isinstance(node, ast.ImportFrom):
        return (node.module or "").partition(".")[0] in NOTEBOOK_MODULES and not node.level
    return all(alias.name.partition(".")[0] in NOTEBOOK_MODULES for alias in node.names)


def _root_name(node: ast.AST) -> str:
    """Return the name at the root of `name.attribute(…).other()`."""
    while isinstance(node, ast.Call | ast.Attribute | ast.Subscript):
        node = node.func if isinstance(node, ast.Call) else node.value
    return node.id if isinstance(node, ast.Name) else ""


def blank_statements(code: str, statements: list[ast.stmt]) -> str:
    """Return the code with `pass` in place of indented statements and nothing in place of others.

    Line numbers stay. Lines that a statement shares with another one are not touched.
    """
    lines = code.split("\n")
    for node in statements:
        start, end = first_line(node), node.end_lineno or node.lineno
        first = lines[start - 1].encode()
        last = lines[end - 1].encode()
        before = first[: node.col_offset].decode(errors="replace")
        after = last[node.end_col_offset :].decode(errors="replace").strip()
        if (before.strip() and start == node.lineno) or (after and not after.startswith("#")):
            continue
        lines[start - 1] = f"{before}pass" if node.col_offset else ""
        lines[start:end] = [""] * (end - start)
    return "\n".join(lines)
