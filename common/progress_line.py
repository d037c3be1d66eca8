"""A progress line on a terminal, for commands that take a while."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress


class ProgressLine:
    """A line on standard error with the current step and its progress."""

    def __init__(self, progress: Progress | None, text: str) -> None:
        self._progress = progress
        self._task = progress.add_task(text, total=None) if progress else None

    def set_text(self, text: str) -> None:
        """Show another step, of unknown duration."""
        if self._progress is not None and self._task is not None:
            self._progress.update(self._task, description=text, total=None)

    def set_progress(self, done: float, of: float) -> None:
        """Show the progress of the current step."""
        if self._progress is not None and self._task is not None:
            self._progress.update(self._task, completed=done, total=of)


@contextmanager
def progress(text: str, *, quiet: bool = False) -> Iterator[ProgressLine]:
    """Show a progress line, which is removed at the end.

    Show nothing if `quiet`, or if standard error is not a terminal.
    """
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
        redirect_stdout=False,  # or what is printed meanwhile would go to standard error
    ) as shown:
        yield ProgressLine(shown, text)
