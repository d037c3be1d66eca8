"""Records of the jail's interface: limits, tasks and outcomes."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of one task. Each of them, if exceeded, ends the child with its own status."""

    wall_seconds: float = 10.0
    cpu_seconds: int = 8
    memory_mib: int = 1024  # in addition to the fork server's
    output_kib: int = 64  # stdout and stderr together
    scratch_mib: int = 64
    threads: int = 64
    answer_mib: int = 64  # size of the frame that the child returns


@dataclass(frozen=True, slots=True)
class Task:
    """Code to run in a child of its own.

    With `entry`, the code's function of that name is passed to `probe.answer(function, question)`,
    which returns the bytes of `Outcome.answer`. Without it, the code runs as a notebook cell, which
    returns the repr of its last expression and matplotlib figures.

    A `conversation` is answered by `probe.Conversation`, which keeps what the function made for the
    questions of `later`. These are sent one after the other, each only after the whole answer to
    the one before has arrived. The limits are for the whole conversation.
    """

    code: str
    entry: str | None = None
    question: bytes = b""
    earlier: str = ""  # code that runs before it, in the same module
    device: str = "cpu"
    conversation: bool = False  # not for a traced task
    later: tuple[bytes, ...] = ()  # questions of further rounds of a conversation
    files: tuple[tuple[str, bytes], ...] = field(default=(), repr=False)
    """Names and contents of files that the code finds in its directory, which it cannot change."""
    timed: bool = False  # wait for the child's end, to learn its CPU time
    traced: bool = False  # also record what the function computes, as `Outcome.trace`
    loading: bool = False  # of a traced task: record loading the code, and call no function
    limits: Limits = field(default_factory=Limits)


class ExitKind(StrEnum):
    """How a child ended, as determined by the worker."""

    ANSWERED = "answered"  # sent one complete frame
    RAISED = "raised"  # the frame says that loading the code (or the cell) raised
    NO_FUNCTION = "no-function"  # the code ran, but defines no such function
    VANISHED = "vanished"  # ended its process without a frame, or sent something else
    CRASHED = "crashed"  # a signal: SIGSEGV, SIGABRT, …
    TIMEOUT = "timeout"
    OUT_OF_MEMORY = "out-of-memory"
    OUTPUT_LIMIT = "output-limit"
    REFUSED = "refused"  # ended by an exception that a sandbox layer caused


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a task ended.

    Only `ending`, `layers`, `device`, `milliseconds` and `cpu_seconds` are certain. The child, and
    so the learner code, can have made up everything else.
    """

    ending: ExitKind
    answer: bytes = b""
    later: tuple[bytes, ...] = ()  # answers to `Task.later`
    trace: bytes = b""  # of a traced task
    raised: dict[str, object] | None = None  # fields of protocol.ExceptionInfo
    names: tuple[str, ...] = ()  # functions defined by the code (NO_FUNCTION)
    value: str | None = None
    figures: tuple[bytes, ...] = ()  # PNG
    figures_left_out: int = 0  # pictures that were too many or too large
    stdout: str = ""
    stderr: str = ""
    reason: str | None = None  # "wall" | "cpu" | "network" | "processes" | "files" | "threads" | …
    device: str = "cpu"
    layers: tuple[str, ...] = ()
    milliseconds: float = 0.0
    cpu_seconds: float = 0.0  # of a timed task: the child's, with all threads, from start to end

    @property
    def answers(self) -> tuple[bytes, ...]:
        """The answers of all rounds."""
        return (self.answer, *self.later)


class JailError(Exception):
    """The jail itself failed; the job should be tried again. The message is safe to show."""
