"""Running learner code: as a module with a function to be called, or as a notebook's cell."""

from __future__ import annotations

import ast
import inspect
import io
import linecache
import sys
from types import CodeType, ModuleType

FILE_NAME = "<your code>"
MOST_FIGURES = 8
LONGEST_VALUE = 20_000


def register(source: str) -> None:
    """So that tracebacks can show the learner's lines."""
    lines = source.splitlines(keepends=True)
    linecache.cache[FILE_NAME] = (len(source), None, lines, FILE_NAME)


def fresh_module(name: str) -> ModuleType:
    """An empty module under `name`, where pickle and dataclasses will look for it."""
    module = ModuleType(name)
    sys.modules[name] = module
    return module


def run_module(source: str) -> ModuleType:
    """Executes a submission. Its name is not "__main__": a main block is not what is asked for."""
    module = fresh_module("your_code")
    exec(compile(source, FILE_NAME, "exec", dont_inherit=True), module.__dict__)  # noqa: S102
    return module


def forget(module: ModuleType) -> None:
    """As if that module had never been run."""
    del sys.modules[module.__name__]
    linecache.cache.pop(FILE_NAME, None)


def functions_of(module: ModuleType) -> list[str]:
    """Names of the functions that the code itself defines."""
    return [
        name
        for name, value in vars(module).items()
        if inspect.isfunction(value) and value.__module__ == module.__name__
    ]


def run_cell(source: str) -> str | None:
    """Executes a cell; the repr of its last expression, as a notebook would show it."""
    module = fresh_module("__main__")
    body, last = _split(source)
    exec(body, module.__dict__)  # noqa: S102
    if last is None:
        return None
    value = eval(last, module.__dict__)  # noqa: S307
    if value is None:
        return None
    module.__dict__["_"] = value
    shown = repr(value)
    return shown if len(shown) <= LONGEST_VALUE else shown[:LONGEST_VALUE] + "…"


def _split(source: str) -> tuple[CodeType, CodeType | None]:
    tree = ast.parse(source, FILE_NAME)
    last: ast.Expression | None = None
    quiet = source.rstrip().endswith(";")
    if tree.body and isinstance(tree.body[-1], ast.Expr) and not quiet:
        final = tree.body.pop()
        assert isinstance(final, ast.Expr)
        last = ast.Expression(final.value)
    body = compile(tree, FILE_NAME, "exec", dont_inherit=True)
    if last is None:
        return body, None
    return body, compile(last, FILE_NAME, "eval", dont_inherit=True)


def figures() -> list[bytes]:
    """What was drawn with matplotlib and is still open, as PNG."""
    pyplot = sys.modules.get("matplotlib.pyplot")
    if pyplot is None:
        return []
    pictures = []
    for number in pyplot.get_fignums()[:MOST_FIGURES]:
        picture = io.BytesIO()
        pyplot.figure(number).savefig(picture, format="png", dpi=100, bbox_inches="tight")
        pictures.append(picture.getvalue())
    return pictures
