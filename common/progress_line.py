"""What somebody at a terminal sees while a command takes its time."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress


class ProgressLine:
    """One line on standard error that says what is being done, and how much of it is."""

    def __init__(self, progress: Progress | None, text: str) -> None:
        self._progress = progress
        self._task = progress.add_task(text, total=None) if progress else None

    def set_text(self, text: str) -> None:
        """Another step; how long it takes is not known."""
        if self._progress is not None and self._task is not None:
            self._progress.update(self._task, description=text, total=None)

    def set_progress(self, done: float, of: float) -> None:
        """So much of so much is done."""
        if self._progress is not None and self._task is not None:
            self._progress.update(self._task, completed=done, total=of)


@contextmanager
def progress(text: str, *, quiet: bool = False) -> Iterator[ProgressLine]:
    """A line that is gone afterwards. There is none where `quiet`, or where standard error is no
    terminal."""
    if quiet or sys.stderr is None or not sys.stderr.isatty():
        yield ProgressLine(None, text)
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    with Progress(
        SpinnerColumn(),
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
    ) as shown:
        yield ProgressLine(shown, text)
