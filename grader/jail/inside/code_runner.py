"""Runs learner code, as a module with a function to call or as a notebook cell."""

from __future__ import annotations

import ast
import inspect
import io
import linecache
import struct
import sys
from collections.abc import Mapping
from types import CodeType, MappingProxyType, ModuleType
from typing import Any

FILE_NAME = "<your code>"
EARLIER_FILE_NAME = "<your earlier code>"
MOST_FIGURES = 8
LARGEST_FIGURE = 1 << 20  # bytes of one picture
ALL_FIGURES = 4 << 20  # bytes of all pictures of one run
MOST_PIXELS = 1 << 22  # of one picture: 20 by 20 inches at the usual resolution
LONGEST_SIDE = 8192  # pixels
LONGEST_VALUE = 20_000
_DPI = 100


def register_source(source: str) -> None:
    """Make the source available to `linecache`, for tracebacks."""
    lines = source.splitlines(keepends=True)
    linecache.cache[FILE_NAME] = (len(source), None, lines, FILE_NAME)


def create_module(name: str) -> ModuleType:
    """Return a new module, registered in sys.modules for pickle and dataclasses."""
    module = ModuleType(name)
    sys.modules[name] = module
    return module


def run_module(
    source: str | ast.Module,
    names: Mapping[str, object] = MappingProxyType({}),
    *,
    earlier: str = "",
) -> ModuleType:
    """Execute a submission, or its changed syntax tree, and return its module.

    The module is not named "__main__", so that a main block does not run. `names` are globals that
    it has from the start. `earlier` is code that is executed before, in the same module.
    """
    module = create_module("your_code")
    module.__dict__.update(names)
    _execute_earlier(earlier, module)
    exec(compile(source, FILE_NAME, "exec", dont_inherit=True), module.__dict__)  # noqa: S102
    return module


def _execute_earlier(earlier: str, module: ModuleType) -> None:
    if earlier:
        code = compile(earlier, EARLIER_FILE_NAME, "exec", dont_inherit=True)
        exec(code, module.__dict__)  # noqa: S102


def forget_module(module: ModuleType) -> None:
    """Remove the module and its registered source."""
    del sys.modules[module.__name__]
    linecache.cache.pop(FILE_NAME, None)


def list_functions(module: ModuleType) -> list[str]:
    """Return the names of the functions that the module itself defines."""
    return [
        name
        for name, value in vars(module).items()
        if inspect.isfunction(value) and value.__module__ == module.__name__
    ]


def run_cell(source: str, earlier: str = "") -> str | None:
    """Execute a cell and return the repr of its last expression, as a notebook shows it.

    `earlier` is code that is executed before, in the same module.
    """
    module = create_module("__main__")
    _execute_earlier(earlier, module)
    body, last_expression = _compile_cell(source)
    exec(body, module.__dict__)  # noqa: S102
    if last_expression is None:
        return None
    value = eval(last_expression, module.__dict__)  # noqa: S307
    if value is None:
        return None
    module.__dict__["_"] = value
    text = repr(value)
    return text if len(text) <= LONGEST_VALUE else text[:LONGEST_VALUE] + "…"


def _compile_cell(source: str) -> tuple[CodeType, CodeType | None]:
    tree = ast.parse(source, FILE_NAME)
    last_expression: ast.Expression | None = None
    suppress_value = source.rstrip().endswith(";")
    if tree.body and isinstance(tree.body[-1], ast.Expr) and not suppress_value:
        final = tree.body.pop()
        assert isinstance(final, ast.Expr)
        last_expression = ast.Expression(final.value)
    body = compile(tree, FILE_NAME, "exec", dont_inherit=True)
    if last_expression is None:
        return body, None
    return body, compile(last_expression, FILE_NAME, "eval", dont_inherit=True)


def render_figures() -> tuple[list[bytes], int]:
    """Return the open matplotlib figures as PNG, and how many were left out.

    A figure that would exceed the limits of size is rendered at a lower resolution.
    """
    pyplot = sys.modules.get("matplotlib.pyplot")
    if pyplot is None:
        return [], 0
    numbers = list(pyplot.get_fignums())
    kept = numbers[:MOST_FIGURES]
    max_bytes = min(LARGEST_FIGURE, ALL_FIGURES // max(1, len(kept)))
    pictures = [_to_png(pyplot.figure(number), max_bytes) for number in kept]
    return pictures, len(numbers) - len(kept)


def _to_png(figure: Any, max_bytes: int) -> bytes:
    """Return a figure as a PNG of at most `max_bytes`, if possible."""
    inches = [max(float(side), 0.01) for side in figure.get_size_inches()]
    dpi = min(_DPI, (MOST_PIXELS / (inches[0] * inches[1])) ** 0.5, LONGEST_SIDE / max(inches))
    png = b""
    for _ in range(3):
        picture = io.BytesIO()
        figure.savefig(picture, format="png", dpi=dpi, bbox_inches="tight")
        png = picture.getvalue()
        sides = struct.unpack_from(">II", png, 16)
        area = max(len(png) / max_bytes, sides[0] * sides[1] / MOST_PIXELS)
        excess = max(area**0.5, max(sides) / LONGEST_SIDE)
        if excess <= 1:
            break
        dpi *= 0.9 / excess
    return png
