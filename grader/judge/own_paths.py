"""Takes the paths of this machine out of texts that a learner's process has sent.

Tracebacks that Python prints, such as that of a thread, name files below the interpreter's
directories, and so do messages of libraries. Learners are shown these files as they are imported,
"torch/nn/modules/linear.py", and none of the frames of our own packages.
"""

from __future__ import annotations

import functools
import re
import sys
import sysconfig
from pathlib import Path

from grader.probe import FILE_NAME

_OURS = str(Path(__file__).resolve().parents[2])
_PACKAGES = tuple(f"{_OURS}/{name}/" for name in ("grader", "common", "lessons"))
_OF_LIBRARIES = frozenset({"site-packages", "dist-packages"})
_SHARED_PREFIXES = frozenset({"/", "/usr", "/usr/local", "/opt"})
"""Prefixes of an interpreter below which there are also files that learners may name."""

_FRAME = re.compile(r'[ \t]*File "(?P<file>[^"\n]{1,1000})", line \d{1,9}(?: in |, in |$)')
_IGNORED = "Exception ignored in: "
_TRACEBACK = "Traceback (most recent call last):\n"
_MOST_SOURCE_LINES = 2  # of a frame: the line, and marks below it


def without_own_paths(text: str) -> str:
    """Return a text without the directories of the interpreter, its libraries and our packages."""
    if "/" not in text:
        return text
    if any(package in text for package in _PACKAGES):
        text = _without_own_frames(text)
    for directory in _directories():
        text = text.replace(f"{directory}/", "").replace(directory, "…")
    return text


def without_ignored_errors(stderr: str) -> str:
    """Return stderr without the exceptions that Python ignored while a library cleaned up.

    Those with the learner's code in their traceback are kept.
    """
    if _IGNORED not in stderr:
        return stderr
    lines = stderr.splitlines(keepends=True)
    kept: list[str] = []
    number = 0
    while number < len(lines):
        end = number + 1
        if lines[number].startswith(_IGNORED):
            while end < len(lines) and lines[end].startswith((_TRACEBACK, " ")):
                end += 1
            block = lines[number : end + 1]
            if _TRACEBACK in block[1:2] and not any(f'"{FILE_NAME}"' in line for line in block):
                number = end + 1  # with the line of the exception itself
                continue
        kept += lines[number:end]
        number = end
    return "".join(kept)


def _without_own_frames(text: str) -> str:
    lines = text.splitlines(keepends=True)
    kept: list[str] = []
    number = 0
    while number < len(lines):
        found = _FRAME.match(lines[number])
        if found is None or not found["file"].startswith(_PACKAGES):
            kept.append(lines[number])
            number += 1
            continue
        indentation = _indentation(lines[number])
        number += 1
        end = min(number + _MOST_SOURCE_LINES, len(lines))
        while number < end and _indentation(lines[number]) > indentation:
            number += 1
    return "".join(kept)


def _indentation(line: str) -> int:
    return len(line) - len(line.lstrip(" \t"))


@functools.cache
def _directories() -> tuple[str, ...]:
    """Return the directories to take out, the deepest first."""
    paths = sysconfig.get_paths()
    found = {paths[name] for name in ("purelib", "platlib", "stdlib", "platstdlib")}
    found |= {sys.prefix, sys.base_prefix, sys.exec_prefix, _OURS}
    # torch may be one of the system, or of another environment that a .pth file names.
    found |= {each for each in sys.path if Path(each).name in _OF_LIBRARIES}
    found |= {str(Path(each).resolve()) for each in found}
    return tuple(sorted(found - _SHARED_PREFIXES, key=len, reverse=True))
