"""Functions and inputs for the tests of helper processes."""

from __future__ import annotations

import os

MARKS = "\u0301\u0323" * 20_000
"""Combining marks: Python normalizes a name with n of them in O(n²) time."""

A_LONG_IMPORT = "import " + "a." * 32_000 + "a"
"""Python's parser concatenates the names one by one, and needs a gigabyte in total."""


def own_pid(text: str) -> int:
    return os.getpid()


def never_ends(text: str) -> None:
    while True:
        pass


def raises(text: str) -> None:
    raise KeyError(text)


def environment(text: str) -> dict[str, str]:
    return dict(os.environ)
