"""What helpers of the tests are called with."""

from __future__ import annotations

import os

MARKS = "\u0301\u0323" * 20_000
"""On a letter they are a name in Python, which takes the square of their number to normalise."""

A_LONG_IMPORT = "import " + "a." * 32_000 + "a"
"""Python's parser joins the names one after the other, each time anew: a gigabyte in all."""


def own_pid(text: str) -> int:
    return os.getpid()


def never_ends(text: str) -> None:
    while True:
        pass


def raises(text: str) -> None:
    raise KeyError(text)


def environment(text: str) -> dict[str, str]:
    return dict(os.environ)
