"""The result of a run in the playground."""

from __future__ import annotations

from pydantic import Field, field_validator

from grader.protocol.problems import ExceptionInfo
from grader.protocol.records import UntrustedRecord
from grader.protocol.verdicts import Milliseconds, Status

MAX_FIGURES = 8
"""Most figures that one run returns."""

MAX_FIGURE_BYTES = 1024 * 1024
"""Largest PNG file of one figure, in bytes. Every platform accepts an upload of that size."""

MAX_ALL_FIGURES_BYTES = 4 * 1024 * 1024
"""Largest sum of the PNG files of one run, in bytes."""


class RunResult(UntrustedRecord):
    """The result of a run in the playground."""

    status: Status
    stdout: str = ""
    stderr: str = ""
    value: str | None = None  # repr of the last expression, as in a notebook
    figures: tuple[str, ...] = Field(default=(), max_length=MAX_FIGURES)  # PNG files, base64
    figures_left_out: int = Field(default=0, ge=0)  # figures that were too many or too large
    raised: ExceptionInfo | None = None
    reason: str | None = None
    device: str = "cpu"
    jail: tuple[str, ...] = ()
    milliseconds: Milliseconds = Milliseconds()

    @field_validator("figures")
    @classmethod
    def _check_figure_sizes(cls, figures: tuple[str, ...]) -> tuple[str, ...]:
        """Reject figures beyond the limits: the bot stores them and sends them to a platform."""
        sizes = [len(figure) * 3 // 4 - figure[-2:].count("=") for figure in figures]
        if any(size > MAX_FIGURE_BYTES for size in sizes) or sum(sizes) > MAX_ALL_FIGURES_BYTES:
            raise ValueError("the figures are too large")
        return figures
