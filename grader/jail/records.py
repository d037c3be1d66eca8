"""What goes into the jail and what comes out of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Limits:
    """What one submission may use. Every limit ends the child, with a status of its own."""

    wall_seconds: float = 10.0
    cpu_seconds: int = 8
    memory_mib: int = 1024  # beyond the template
    output_kib: int = 64  # stdout and stderr together
    scratch_mib: int = 64
    threads: int = 64
    answer_mib: int = 64  # the frame that the child may send back


@dataclass(frozen=True, slots=True)
class Task:
    """Code to run in a child of its own.

    With `entry`, the code's function of that name is called through `probe.answer(function,
    question)`, and the bytes that it returns come back as `Outcome.answer`. Without it, the code
    runs as a notebook cell: the repr of the last expression and matplotlib figures come back.
    """

    code: str
    entry: str | None = None
    question: bytes = b""
    device: str = "cpu"
    limits: Limits = field(default_factory=Limits)


class ExitKind(StrEnum):
    """How a child ended, as seen from the worker's side."""

    ANSWERED = "answered"  # one whole frame came
    RAISED = "raised"  # the frame says that loading the code (or the cell) raised
    NO_FUNCTION = "no-function"  # the code ran, but defines no such function
    VANISHED = "vanished"  # it ended its process without a frame, or wrote something else
    CRASHED = "crashed"  # a signal: SIGSEGV, SIGABRT, …
    TIMEOUT = "timeout"
    OUT_OF_MEMORY = "out-of-memory"
    OUTPUT_LIMIT = "output-limit"
    REFUSED = "refused"  # a wall denied what it tried, and that was the cause


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a task ended. Everything but `ending`, `walls`, `device` and `milliseconds` is only what
    the child says of itself."""

    ending: ExitKind
    answer: bytes = b""
    raised: dict[str, object] | None = None  # fields of protocol.Raised
    names: tuple[str, ...] = ()  # functions that the code defines (NO_FUNCTION)
    value: str | None = None
    figures: tuple[bytes, ...] = ()  # PNG
    figures_left_out: int = 0  # pictures that were too many or too large
    stdout: str = ""
    stderr: str = ""
    reason: str | None = None  # "wall" | "cpu" | "network" | "processes" | "files" | "threads" | …
    device: str = "cpu"
    layers: tuple[str, ...] = ()
    milliseconds: float = 0.0


class JailError(Exception):
    """The jail itself could not do its work; the job is to be tried again. Safe to show."""
