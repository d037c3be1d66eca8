"""Running learner code: as a module with a function to be called, or as a notebook's cell."""

from __future__ import annotations

import ast
import inspect
import io
import linecache
import struct
import sys
from types import CodeType, ModuleType
from typing import Any

FILE_NAME = "<your code>"
MOST_FIGURES = 8
LARGEST_FIGURE = 1 << 20  # bytes of one picture
ALL_FIGURES = 4 << 20  # bytes of all pictures of one run
MOST_PIXELS = 1 << 22  # of one picture: 20 by 20 inches at the usual resolution
LONGEST_SIDE = 8192  # pixels
LONGEST_VALUE = 20_000
_DPI = 100


def register_source(source: str) -> None:
    """So that tracebacks can show the learner's lines."""
    lines = source.splitlines(keepends=True)
    linecache.cache[FILE_NAME] = (len(source), None, lines, FILE_NAME)


def create_module(name: str) -> ModuleType:
    """An empty module under `name`, where pickle and dataclasses will look for it."""
    module = ModuleType(name)
    sys.modules[name] = module
    return module


def run_module(source: str) -> ModuleType:
    """Executes a submission. Its name is not "__main__": a main block is not what is asked for."""
    module = create_module("your_code")
    exec(compile(source, FILE_NAME, "exec", dont_inherit=True), module.__dict__)  # noqa: S102
    return module


def forget_module(module: ModuleType) -> None:
    """As if that module had never been run."""
    del sys.modules[module.__name__]
    linecache.cache.pop(FILE_NAME, None)


def list_functions(module: ModuleType) -> list[str]:
    """Names of the functions that the code itself defines."""
    return [
        name
        for name, value in vars(module).items()
        if inspect.isfunction(value) and value.__module__ == module.__name__
    ]


def run_cell(source: str) -> str | None:
    """Executes a cell; the repr of its last expression, as a notebook would show it."""
    module = create_module("__main__")
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


def render_figures() -> tuple[list[bytes], int]:
    """Return what was drawn with matplotlib and is still open, as PNG, and how many more there are.

    A figure that would be larger than what is passed on is drawn at a lower resolution.
    """
    pyplot = sys.modules.get("matplotlib.pyplot")
    if pyplot is None:
        return [], 0
    numbers = list(pyplot.get_fignums())
    shown = numbers[:MOST_FIGURES]
    most = min(LARGEST_FIGURE, ALL_FIGURES // max(1, len(shown)))
    pictures = [_drawn(pyplot.figure(number), most) for number in shown]
    return pictures, len(numbers) - len(shown)


def _drawn(figure: Any, most: int) -> bytes:
    """Return a figure as a PNG of at most so many bytes, if that can be had."""
    inches = [max(float(side), 0.01) for side in figure.get_size_inches()]
    dpi = min(_DPI, (MOST_PIXELS / (inches[0] * inches[1])) ** 0.5, LONGEST_SIDE / max(inches))
    png = b""
    for _ in range(3):
        picture = io.BytesIO()
        figure.savefig(picture, format="png", dpi=dpi, bbox_inches="tight")
        png = picture.getvalue()
        sides = struct.unpack_from(">II", png, 16)
        area = max(len(png) / most, sides[0] * sides[1] / MOST_PIXELS)
        excess = max(area**0.5, max(sides) / LONGEST_SIDE)
        if excess <= 1:
            break
        dpi *= 0.9 / excess
    return png
