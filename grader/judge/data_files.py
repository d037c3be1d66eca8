"""The files of an exercise, for its own code: it finds them in the current directory, as in the
jail.

The current directory belongs to the whole process. The judge is called from one thread, and leaves
the directory before it returns.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from lessons.curriculum import LessonFile

JudgedFiles = tuple[tuple[str, bytes], ...]
"""Names and contents, as a submission is judged with them."""


def judged_files(files: tuple[LessonFile, ...]) -> JudgedFiles:
    """Return the files with which answers are judged: the secret ones, where there are some."""
    return tuple((file.name, (file.secret or file.path).read_bytes()) for file in files)


@contextlib.contextmanager
def directory_with(files: JudgedFiles) -> Iterator[None]:
    """Let the current directory be a new one with these files; without files, stay."""
    if not files:
        yield
        return
    before = Path.cwd()
    with tempfile.TemporaryDirectory(prefix="tensei-files-") as folder:
        for name, content in files:
            (Path(folder) / name).write_bytes(content)
        os.chdir(folder)
        try:
            yield
        finally:
            os.chdir(before)
