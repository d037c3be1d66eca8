"""The result of grading a submission."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from grader.protocol.problems import Problem
from grader.protocol.records import Record, UntrustedRecord
from grader.protocol.shape_traces import ShapeTrace


class Status(StrEnum):
    """How a submission or a run ended."""

    PASSED = "passed"  # every case passed; or a run ended without an error
    FAILED = "failed"  # the code ran, but its result differs from the reference
    ERROR = "error"  # the code raised, or ended its process
    INVALID = "invalid"  # cannot be graded: empty, too large, not UTF-8, syntax, missing function…
    TIMEOUT = "timeout"
    OUT_OF_MEMORY = "out-of-memory"
    OUTPUT_LIMIT = "output-limit"
    REFUSED = "refused"  # the jail denied an operation, and the code ended because of that


class Milliseconds(Record):
    """Durations of the steps of one job, in milliseconds."""

    run: float = 0.0  # in the jail
    judge: float = 0.0  # making inputs, running the reference, comparing
    total: float = 0.0  # from the start of the job to its answer


class ExamOrigin(Record):
    """What an exam was made from, so that the same exam can be made again.

    Each exam is used for one submission, so a seed says nothing about the next exam. It is sent
    with the verdict, never before, and is shown to teachers and operators only.
    """

    seed: str = Field(pattern="^[0-9a-f]{1,16}$")  # hexadecimal, as JSON numbers have 53 bits
    version: str  # of the exercise's content
    device: str = "cpu"  # the device that the exam's cases could use beside "cpu" and "meta"


class Fingerprint(Record):
    """By what wrong answers without a named mistake are grouped.

    `outputs` is a digest of what the answer returned for the shown cases, None if that was right;
    `code` is a digest of the code without names, literals and comments, None if it was not parsed.
    """

    outputs: str | None = Field(default=None, max_length=16)
    code: str | None = Field(default=None, max_length=16)

    @property
    def group(self) -> str | None:
        """The name of the group: by what is returned, else by the code. None without both."""
        if self.outputs is not None:
            return f"outputs-{self.outputs}"
        return None if self.code is None else f"code-{self.code}"


class Verdict(UntrustedRecord):
    """The result of grading a submission.

    Unless `status` is PASSED, `problem` or `reason` is set.
    """

    status: Status
    exercise: str  # id of the exercise
    problem: Problem | None = None
    reason: str | None = None  # key of a detail: "empty", "too-large", "network", "cpu"…
    remarks: tuple[str, ...] = ()  # keys of style hints, which never change the status
    remark_facts: dict[str, dict[str, str]] = Field(default_factory=dict)  # their variables, by key
    device: str = "cpu"
    card: str = ""  # the model of a GPU on which the code ran, such as "NVIDIA H200"
    jail: tuple[str, ...] = ()  # names of the sandbox layers that were active
    milliseconds: Milliseconds = Milliseconds()
    output: str = ""  # what the code printed, truncated; of its calls, only what one printed
    printed_inputs: int = 0  # for so many inputs was it called, if it printed in a call
    printed_for_problem: bool = False  # `output` is of the input that `problem` is about
    warnings: str = ""  # Python's warnings about lines of the code, truncated
    trace: ShapeTrace | None = None  # of wrong answers, where a second run was possible
    exam: ExamOrigin | None = None  # None if the code was rejected before there was an exam
    fingerprint: Fingerprint | None = None  # of a wrong answer without a named mistake
    answer_digest: str | None = Field(default=None, max_length=16)
    """Of code that passed and is long enough to be compared with that of others: a digest without
    names and layout. None for code that the exercise itself shows."""


class StoredSubmission(ExamOrigin):
    """A graded submission with all that is needed to grade it again on the same inputs.

    `python -m bot disputes --export` writes it as JSON, and `python -m grader replay` reads it.
    """

    exercise: str  # id of the exercise
    code: str
    earlier: str = ""  # code that ran before it
    verdict: Verdict | None = None  # the former one
