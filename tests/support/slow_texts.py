"""Makes texts of any length that may be slow to process, and measures how slow they are."""

from __future__ import annotations

import gc
import time
from collections.abc import Awaitable, Callable, Mapping

Process = Callable[[str], Awaitable[object]]
"""Passes a text to some part of the product."""

SIZES = (1280, 20480)
"""Lengths in characters. All are below the limit for code."""

IGNORED_S = 0.005
"""Processor time below which growth is not checked, since it delays no other request."""

ENOUGH_S = 0.1
"""Processor time from which on longer texts are not measured."""

MAX_GROWTH = 3.2
"""The largest accepted growth for twice the length: above 2 (linear), below 4 (quadratic)."""

ATTEMPTS = 5


def _repeated(unit: str) -> Callable[[int], str]:
    return lambda n: (unit * (n // len(unit) + 1))[:n]


def _framed(prefix: str, unit: str, suffix: str) -> Callable[[int], str]:
    def make(n: int) -> str:
        inner = max(n - len(prefix) - len(suffix), 0)
        return prefix + _repeated(unit)(inner) + suffix

    return make


def _bad_fence(before: str, after: str) -> Callable[[int], str]:
    """Return a mark that is not a fence, between blanks, and a letter at the end."""
    return lambda n: f"{before * (n // 2)}'''{after * (n // 2)}x"


def _long_and_nearly_as_long(n: int) -> str:
    mark = "`" * (n // 2)
    return f"{mark} {mark[1:]}"


_UNITS = (
    *(" ", "\t", "\n", "\n ", " \n", "\t\n", "\u00a0", "\u3000", "\u3000\n", "\u200b", "\u2028"),
    *("`", "``\n", "```", "```\n", "~~~", "'", "'''", '"', '"""', "“", "“a", "‘a", "´"),
    *(">", "> ", ">>> ", "|", "*", "*a", "**", "_", "_a", "[", "(", "{", "]", "[](", "<", "![a]("),
    *("1", "1a", "a1", "a", "a.", ".a", "a,", "mon,", "a-", "a:", "a=", "a\n", "from a", "from "),
    *(
        "import ",
        "import a.",
        "def a",
        "def a():\n",
        "@",
        "@a\n",
        "\\",
        "\\\n",
        "#",
        "# ",
        "-",
        "+",
    ),
    *(
        "&lt;",
        "&#1",
        "<@1",
        "<@U1|",
        "<#A",
        "<!",
        "<tel:",
        "<http://a|",
        "/",
        "/a ",
        "%",
        "$",
        "\0",
    ),
    *(
        "😀",
        "e\u0301",
        "\u0301\u0323",
        "ー",
        "﷽",
        "ﷺ",
        "あ",
        "字",
        "あ。",
        "tensor ",
        "thanks ",
        "please ",
    ),
    *(
        "tensor(",
        "def f(x):\n    return x\n",
        "Hello, what is a tensor? ",
        "x = [1, 2]\n",
        "In [1]: ",
    ),
    *('{"cells": [', "- ", "1. ", "| a ", "<b>", "a" + "\u0301", "\r\n", "\ufeff", "http://a.b "),
)

SHAPES: Mapping[str, Callable[[int], str]] = {
    **{repr(unit): _repeated(unit) for unit in _UNITS},
    "'from a…'": _framed("from ", "a", ""),
    "'import a.…'": _framed("import ", "a.", "a"),
    "blanks before a letter": _framed("", " ", "x"),
    "a bad fence between blanks": _bad_fence("\u00a0", "\u00a0"),
    "a bad fence between blank lines and blanks": _bad_fence("\n", "\u00a0"),
    "blanks in a fence": _framed("```", " ", "x\n```"),
    "blank lines in a fence": _framed("```python\n", "\n ", "\n```"),
    "full-width blanks before a letter": _framed("", "\u3000", "x"),
    "digits in a fence's tag": _framed("```", "a1", "x"),
    "a long mark and one nearly as long": _long_and_nearly_as_long,
    "an open curly quote before escapes": _framed("", "“a", "\\”"),
    "letters and marks": _framed("a", "\u0301\u0323", ""),
    "a sentence and marks": _framed("what is ", "\u0323\u0301", " here?"),
    "digits of a JSON number": _framed('{"cells": ', "9", "}"),
    "brackets of JSON": _framed('{"cells": ', "[", "]}"),
    "objects of JSON": _framed("{", '"a":{', ""),
    "an entity's digits": _framed("&#", "1", ";.py"),
    "a command and words": _framed("/group rename ", "a ", ""),
    "code with a mistake": _framed("def f(x):\n  return (", "1 + ", "\n"),
    "names": _framed("", "def x(): 0\n", "\n"),
}


FEW = (
    *map(repr, (" ", "\n ", "\u3000", "`", "'", "[", "1", "a", "a.", "\u0301\u0323", "ﷺ", "あ")),
    *("'from a…'", "a sentence and marks", "a command and words", "code with a mistake"),
)
"""Names of some shapes, for entries with a length limit, whose calls take milliseconds."""


async def growing_too_fast(process: Process, shape: Callable[[int], str]) -> str:
    """Describe how processing time grows too fast with the length; return "" if it does not."""
    for size in SIZES:
        whole = await _measure(process, shape(size))
        if whole > ENOUGH_S:
            break
    for _ in range(ATTEMPTS):
        if whole < IGNORED_S:
            return ""
        half = min([await _measure(process, shape(size // 2)) for _ in range(2)])
        if whole <= MAX_GROWTH * half:
            return ""
        whole = min([await _measure(process, shape(size)) for _ in range(2)])
    return f"{size // 2} characters {half * 1000:.0f} ms, {size} characters {whole * 1000:.0f} ms"


async def _measure(process: Process, text: str) -> float:
    """Return the processor time of this process in seconds; it does not depend on other load."""
    gc.collect(0)
    start = time.process_time()
    await process(text)
    return time.process_time() - start
