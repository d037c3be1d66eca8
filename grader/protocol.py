"""The contract between the bot and its graders: jobs, and the messages that answer them.

Every record is immutable and is exchanged as one JSON object, whose field `type` names the kind.
The bot sends a `Job`. A grader sends `Heartbeat` messages, then `Started` for each job that it
begins, and then exactly one answer: `Graded` with a `Verdict`, `Ran` with a `RunResult`, `Measured`
with a `Measurement`, or `JobFailed` where the grader itself failed (the job is then sent again, and
the learner is not blamed).

This module imports no torch, because the bot imports it.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, field_validator, model_validator

MAX_CODE_BYTES = 64 * 1024
"""Longest code of a submission or a run, in bytes of UTF-8."""

MAX_TRACE_STEPS = 12
"""Most lines of a shape trace, its arguments included."""

MAX_FIGURES = 8
"""Most figures that one run returns."""

MAX_FIGURE_BYTES = 1024 * 1024
"""Largest PNG file of one figure, in bytes. Every platform accepts an upload of that size."""

MAX_ALL_FIGURES_BYTES = 4 * 1024 * 1024
"""Largest sum of the PNG files of one run, in bytes."""


def rejection_reason(code: str) -> str | None:
    """Return why code is rejected without parsing it, or None when a grader accepts it.

    The value is the `reason` of a verdict: "empty", "not-utf-8" (it has lone surrogates) or
    "too-large" (more than MAX_CODE_BYTES).
    """
    if not code.strip():
        return "empty"
    try:
        size = len(code.encode())
    except UnicodeEncodeError:
        return "not-utf-8"
    return "too-large" if size > MAX_CODE_BYTES else None


class Record(BaseModel):
    """An immutable record. Unknown fields are an error, so that a bot and a grader of different
    versions fail visibly."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class UntrustedRecord(Record):
    """A record with text from learner code.

    Characters that JSON (lone surrogates) or Postgres (NUL) cannot hold are replaced, in the
    record's strings and in its dicts of strings.
    """

    @field_validator("*", mode="before")
    @classmethod
    def _sanitize_text(cls, value: object) -> object:
        if isinstance(value, str):
            return _sanitize(value)
        if isinstance(value, dict):
            return {_sanitize(name): cls._sanitize_text(text) for name, text in value.items()}
        return value


def _sanitize(value: object) -> object:
    if not isinstance(value, str) or (value.isascii() and "\0" not in value):
        return value
    return value.encode(errors="replace").decode().replace("\0", "\N{REPLACEMENT CHARACTER}")


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


class ProblemKind(StrEnum):
    """The kind of the first problem of a submission."""

    MISSING_FUNCTION = "missing-function"
    SIGNATURE = "signature"
    MISSING_CLASS = "missing-class"
    METHOD = "method"
    SYNTAX = "syntax"
    EXCEPTION = "exception"
    TYPE = "type"
    DEVICE = "device"
    DTYPE = "dtype"
    SHAPE = "shape"
    ALIAS = "alias"
    REQUIRES_GRAD = "requires-grad"
    GRAD = "grad"
    INPUT_CHANGED = "input-changed"
    VALUE = "value"
    TRANSFERS = "transfers"
    REQUIREMENT = "requirement"


RELATIONS = frozenset(
    {
        "argument-returned",
        "complement",
        "cut-off",
        "differs-each-time",
        "exception-returned",
        "exponential",
        "first-differs",
        "first-only",
        "flipped",
        "inverted",
        "items-swapped",
        "last-differs",
        "last-only",
        "logarithm",
        "mask-inverted",
        "model-returned",
        "more-than-asked",
        "negated",
        "negatives-cut",
        "not-reduced",
        "one-place-early",
        "one-place-late",
        "one-sized-dimension",
        "parts-in-list",
        "permuted",
        "positions-returned",
        "reciprocal",
        "reduced",
        "reordered",
        "rooted",
        "rounded-numbers",
        "scaled",
        "shifted",
        "sign-lost",
        "squared",
        "stacked",
        "too-much",
        "transposed",
    }
)
"""Keys of how a wrong result follows from the right one, in every case alike."""

GENERAL_MISTAKES = RELATIONS | frozenset(
    {
        "class-returned",
        "comma-too-many",
        "generator-returned",
        "graph-cut",
        "graph-kept",
        "inf-in-result",
        "input-changed",
        "items-left-out",
        "layer-returned",
        "module-returned",
        "nan-in-result",
        "none-alone",
        "none-argument-not-required",
        "none-backward",
        "none-bare-return",
        "none-end-reached",
        "none-helper",
        "none-in-place",
        "none-lost-leaf",
        "none-never-backward",
        "none-no-return",
        "none-not-required",
        "none-of-result",
        "none-print-returned",
        "none-printed",
        "not-called",
        "nothing-raised",
        "object-array",
        "one-at-a-time",
        "other-dtype",
        "other-shape",
        "other-tool",
        "other-type",
        "requires-grad-switched-off",
        "result-copied",
        "same-for-every-input",
        "second-call-differs",
        "starter-left",
        "text-returned",
        "too-slow",
    }
)
"""Keys of mistakes that the judge recognizes in any exercise, where only one thing can have caused
the problem. A named mistake of the exercise goes before them."""


class ExceptionInfo(UntrustedRecord):
    """An exception of learner code, reduced to the learner's own lines."""

    type: str  # class name, such as "RuntimeError"
    message: str
    line: int | None = None  # 1-based line in the learner's code, after repairs
    column: int | None = None  # 1-based, for syntax errors
    source: str | None = None  # the text of that line
    traceback: str = ""  # the learner's own frames only
    outer_line: int | None = None  # line outside functions that led there, while code was loaded
    outer_source: str | None = None  # the text of that line
    key: str | None = None  # entry of the error catalogue that explains it
    facts: dict[str, str] = Field(default_factory=dict)  # variables of that entry's message


class Problem(UntrustedRecord):
    """The first reason why a submission did not pass."""

    kind: ProblemKind
    mistake: str | None = None  # key of the exercise's named mistake, or of GENERAL_MISTAKES
    input: str | None = None  # the case, as short text; only described where it is hidden
    expected: str | None = None
    got: str | None = None
    hidden: bool = False  # the case is not one that the exercise shows
    script: bool = False  # `input` is code, whose last line gave `got` instead of `expected`
    facts: dict[str, str] = Field(default_factory=dict)  # variables of the kind's message
    raised: ExceptionInfo | None = None


class TraceStep(UntrustedRecord):
    """One argument of the traced call, or one piece of the learner's code, with its result.

    `source` is a part of the learner's own code, or a parameter. `result` is formatted by the judge
    from numbers, names of dtypes and devices, and names of types.
    """

    line: int | None = Field(default=None, ge=1, le=1_000_000)  # None: an argument
    source: str = Field(min_length=1, max_length=80)
    result: str = Field(min_length=1, max_length=100)
    times: int = Field(default=1, ge=1)  # how often it ran; the result is of the first time
    last: str | None = Field(default=None, max_length=100)  # result of the last time, if different
    raised: bool = False  # it raised: `result` is the type of the exception


class Departure(UntrustedRecord):
    """The first step with a property of the wrong result that no earlier value had.

    From there on, all values with such a property have the same. It is set only where that is so.
    """

    step: int = Field(ge=0, lt=MAX_TRACE_STEPS)  # index
    property: Literal["shape", "dtype", "device", "type"]
    value: str = Field(min_length=1, max_length=100)


class ShapeTrace(UntrustedRecord):
    """What the learner's code computed for the failing input, step by step.

    The code itself reports it, and can lie. It explains the verdict and proves nothing.
    """

    steps: tuple[TraceStep, ...] = Field(min_length=1, max_length=MAX_TRACE_STEPS)
    left_out: int = Field(default=0, ge=0)  # steps that were too many
    departure: Departure | None = None

    @model_validator(mode="after")
    def _check_departure(self) -> Self:
        if self.departure is not None and self.departure.step >= len(self.steps):
            raise ValueError("the departure is not one of the steps")
        return self


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


class Measurement(Record):
    """How long a product of two n × n float32 matrices takes on a grader's machine.

    Times are medians in milliseconds, one for each n in `sizes`, which increase. The GPU's times
    are None where there is no GPU: `gpu_ms` is the product alone, until the device is synchronized,
    and `copy_ms` the sum of copying both matrices to the GPU and the result back.
    """

    sizes: tuple[int, ...] = Field(min_length=1)
    cpu_ms: tuple[float, ...]
    gpu_ms: tuple[float, ...] | None = None
    copy_ms: tuple[float, ...] | None = None
    cpu: str  # name of the processor
    threads: int  # number of threads that torch uses on the CPU
    gpu: str | None = None  # name of the GPU
    torch: str  # version

    @model_validator(mode="after")
    def _check_times(self) -> Self:
        for times in (self.cpu_ms, self.gpu_ms, self.copy_ms):
            if times is not None and len(times) != len(self.sizes):
                raise ValueError(f"{len(self.sizes)} sizes, but {len(times)} times")
            if times is not None and min(times) <= 0:
                raise ValueError("times must be positive")
        if len({self.gpu is None, self.gpu_ms is None, self.copy_ms is None}) > 1:
            raise ValueError("a GPU has a name, times and copy times, or none of them")
        return self

    @property
    def with_copies_ms(self) -> tuple[float, ...] | None:
        """Time on the GPU with both copies, in milliseconds, for each size. None without a GPU."""
        if self.gpu_ms is None or self.copy_ms is None:
            return None
        return tuple(a + b for a, b in zip(self.gpu_ms, self.copy_ms, strict=True))


class Grade(Record):
    """A job: grade a submission."""

    type: Literal["grade"] = "grade"
    id: str  # of the submission
    exercise: str  # id of the exercise
    code: str
    earlier: str = ""  # code that runs before it, of exercises that this one comes after


class Run(Record):
    """A job: run code in the playground."""

    type: Literal["run"] = "run"
    id: str
    code: str
    earlier: str = ""  # code that runs before it, whose lines are not counted


class Measure(Record):
    """A job: time matrix products of growing sizes on the grader's machine."""

    type: Literal["measure"] = "measure"
    id: str


Job = Grade | Run | Measure


RELOAD_LESSONS = b'{"type":"reload-lessons"}\n'
"""The line that makes a grader load its lessons again before it reads the next job."""


class GraderInfo(Record):
    """A grader's description of itself and its load."""

    host: str
    pid: int
    walls: tuple[str, ...] = ()  # names of the active sandbox layers
    devices: tuple[str, ...] = ("cpu",)  # "cpu", then "cuda:0" and so on
    versions: dict[str, str] = Field(default_factory=dict)  # of "tensei", "python", "torch"
    exercises: dict[str, str] = Field(default_factory=dict)  # id -> version of its content
    at_once: int = 1  # jobs that it can process concurrently
    gpu_at_once: int = 0  # of these, jobs that may use its GPU; 0 if that is not known
    running: int = 0  # jobs that it is processing
    spares: int = 0  # idle children, locked down and ready for a job


class Heartbeat(Record):
    """A grader accepts jobs. Sent once it is ready, and then every few seconds."""

    type: Literal["ready"] = "ready"
    grader: GraderInfo


class Started(Record):
    """The grader has begun the job with this id."""

    type: Literal["started"] = "started"
    id: str


class Graded(Record):
    """The verdict on the submission with this id."""

    type: Literal["graded"] = "graded"
    id: str
    verdict: Verdict


class Ran(Record):
    """The result of the run with this id."""

    type: Literal["ran"] = "ran"
    id: str
    result: RunResult


class Measured(Record):
    """The measurement of the grader's machine, for the job with this id."""

    type: Literal["measured"] = "measured"
    id: str
    result: Measurement


class Blame(StrEnum):
    """Whether a job made the grader that was processing it die."""

    NOBODY = "nobody"  # no grader died: the grader itself reported that it could not do the job
    BYSTANDER = "bystander"  # another job is to blame
    SUSPECT = "suspect"  # this job or a concurrent one; it is retried with no job beside it
    CULPRIT = "culprit"  # no other job was running


class JobFailed(Record):
    """The grader could not do the job, which is not the learner's fault; the job can be retried."""

    type: Literal["trouble"] = "trouble"
    id: str
    why: str
    blame: Blame = Blame.NOBODY  # set by the queue, which notices that a grader died


GraderMessage = Heartbeat | Started | Graded | Ran | Measured | JobFailed

_JOB: TypeAdapter[Job] = TypeAdapter(Annotated[Job, Field(discriminator="type")])
_MESSAGE: TypeAdapter[GraderMessage] = TypeAdapter(
    Annotated[GraderMessage, Field(discriminator="type")]
)


def parse_job(line: bytes | str) -> Job:
    """Parse a JSON object as a job. Raise ValueError if it is not one."""
    return _JOB.validate_json(line)


def parse_grader_message(line: bytes | str) -> GraderMessage:
    """Parse a JSON object as a grader's message. Raise ValueError if it is not one."""
    return _MESSAGE.validate_json(line)
