"""All that the bot and a grader say to each other. No torch here: the bot imports this.

Everything is a frozen record that turns into JSON and back. A `Job` goes to a grader; what comes
back is a `Verdict` for a submission, a `RunResult` for the playground, a `Measurement` of the
grader's machine, or `JobFailed` when the grader itself could not do its work (the job is then sent
again, and no learner is blamed).
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, field_validator, model_validator

MAX_CODE_BYTES = 64 * 1024
"""Longest code that is taken for a submission or a run, in bytes of UTF-8."""

MAX_FIGURES = 8
"""Most pictures of one run."""

MAX_FIGURE_BYTES = 1024 * 1024
"""Largest picture of a run. Every platform takes one of that size."""

MAX_ALL_FIGURES_BYTES = 4 * 1024 * 1024
"""All pictures of one run together."""


def rejection_reason(code: str) -> str | None:
    """Why code is refused unread, as a verdict's `reason`; None when a grader takes it."""
    if not code.strip():
        return "empty"
    try:
        size = len(code.encode())
    except UnicodeEncodeError:
        return "not-utf-8"
    return "too-large" if size > MAX_CODE_BYTES else None


class Record(BaseModel):
    """A frozen message; unknown fields are an error, so that versions never drift silently."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class UntrustedRecord(Record):
    """What code said of itself, or what was found in it. Text may hold anything there: what JSON
    (a lone surrogate) or a database (NUL) cannot carry is replaced."""

    @field_validator("*", mode="before")
    @classmethod
    def _can_be_passed_on(cls, value: object) -> object:
        if isinstance(value, str):
            return _carried(value)
        if isinstance(value, dict):
            return {_carried(name): _carried(said) for name, said in value.items()}
        return value


def _carried(said: object) -> object:
    if not isinstance(said, str) or (said.isascii() and "\0" not in said):
        return said
    return said.encode(errors="replace").decode().replace("\0", "\N{REPLACEMENT CHARACTER}")


class Status(StrEnum):
    """How a submission or a run ended."""

    PASSED = "passed"  # a run of the playground that ended by itself is "passed" too
    FAILED = "failed"  # it ran, but something is not as asked
    ERROR = "error"  # the code raised, or ended its process
    INVALID = "invalid"  # cannot be graded: empty, too large, not UTF-8, syntax, missing function…
    TIMEOUT = "timeout"
    OUT_OF_MEMORY = "out-of-memory"
    OUTPUT_LIMIT = "output-limit"
    REFUSED = "refused"  # the jail denied what the code tried, and that was the cause


class ProblemKind(StrEnum):
    """What the first cause was, in the order in which the judge looks."""

    MISSING_FUNCTION = "missing-function"
    SIGNATURE = "signature"
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


class ExceptionInfo(UntrustedRecord):
    """An exception of the learner's code, cut to the learner's own lines."""

    type: str  # class name, such as "RuntimeError"
    message: str
    line: int | None = None  # 1-based line in the learner's code, after repairs
    column: int | None = None  # 1-based, for syntax errors
    source: str | None = None  # the text of that line
    traceback: str = ""  # the learner's own frames only
    key: str | None = None  # entry of the error catalogue that explains it
    facts: dict[str, str] = Field(default_factory=dict)  # what that entry's sentence names


class Problem(UntrustedRecord):
    """The first cause why a submission did not pass."""

    kind: ProblemKind
    mistake: str | None = None  # key of the exercise's named mistake that it equals
    input: str | None = None  # the case, as short text; described only when the case is hidden
    expected: str | None = None
    got: str | None = None
    hidden: bool = False  # the case is not one of the shown ones
    facts: dict[str, str] = Field(default_factory=dict)  # names and numbers for the sentence
    raised: ExceptionInfo | None = None


class Milliseconds(Record):
    """Where the time went, in milliseconds."""

    run: float = 0.0  # in the jail
    judge: float = 0.0  # making inputs, reference, comparing
    total: float = 0.0  # job taken to verdict ready


class Verdict(UntrustedRecord):
    """What the judge found. `status` is passed, or `problem` or `reason` says why not."""

    status: Status
    exercise: str
    problem: Problem | None = None
    reason: str | None = None  # key that says more: "empty", "too-large", "network", "cpu"…
    remarks: tuple[str, ...] = ()  # keys; never blocking
    device: str = "cpu"
    jail: tuple[str, ...] = ()  # the walls that stood
    milliseconds: Milliseconds = Milliseconds()
    output: str = ""  # what the code printed, cut


class RunResult(UntrustedRecord):
    """What a run in the playground gave."""

    status: Status
    stdout: str = ""
    stderr: str = ""
    value: str | None = None  # repr of the last expression, as a notebook shows it
    figures: tuple[str, ...] = Field(default=(), max_length=MAX_FIGURES)  # PNG pictures, base64
    figures_left_out: int = Field(default=0, ge=0)  # pictures that were too many or too large
    raised: ExceptionInfo | None = None
    reason: str | None = None
    device: str = "cpu"
    jail: tuple[str, ...] = ()
    milliseconds: Milliseconds = Milliseconds()

    @field_validator("figures")
    @classmethod
    def _can_be_stored(cls, figures: tuple[str, ...]) -> tuple[str, ...]:
        """Refuse more than an honest grader sends: it is kept, and sent to a platform."""
        sizes = [len(figure) * 3 // 4 - figure[-2:].count("=") for figure in figures]
        if any(size > MAX_FIGURE_BYTES for size in sizes) or sum(sizes) > MAX_ALL_FIGURES_BYTES:
            raise ValueError("the pictures are too large")
        return figures


class Measurement(Record):
    """How long a product of two n × n float32 matrices takes on a grader's machine.

    Times are medians in milliseconds, one for each of `sizes` (n, growing). The GPU's are None
    where there is no GPU. `gpu_ms` is the product alone, waited for; `copy_ms` is what bringing
    both matrices there and the result back takes beside it.
    """

    sizes: tuple[int, ...] = Field(min_length=1)
    cpu_ms: tuple[float, ...]
    gpu_ms: tuple[float, ...] | None = None
    copy_ms: tuple[float, ...] | None = None
    cpu: str  # the processor's name
    threads: int  # that torch calculates with on it
    gpu: str | None = None  # the GPU's name
    torch: str  # version

    @model_validator(mode="after")
    def _has_a_time_for_every_size(self) -> Self:
        for times in (self.cpu_ms, self.gpu_ms, self.copy_ms):
            if times is not None and len(times) != len(self.sizes):
                raise ValueError(f"{len(self.sizes)} sizes, but {len(times)} times")
            if times is not None and min(times) <= 0:
                raise ValueError("nothing takes no time at all")
        if len({self.gpu is None, self.gpu_ms is None, self.copy_ms is None}) > 1:
            raise ValueError("a GPU has a name, times and copying times, or none of them")
        return self

    @property
    def with_copies_ms(self) -> tuple[float, ...] | None:
        """The whole trip for each size: there, product, and back. None without a GPU."""
        if self.gpu_ms is None or self.copy_ms is None:
            return None
        return tuple(a + b for a, b in zip(self.gpu_ms, self.copy_ms, strict=True))


class Grade(Record):
    """A job: grade a submission."""

    type: Literal["grade"] = "grade"
    id: str
    exercise: str
    code: str


class Run(Record):
    """A job: run code in the playground."""

    type: Literal["run"] = "run"
    id: str
    code: str


class Measure(Record):
    """A job: time matrix products of growing sizes on the grader's machine."""

    type: Literal["measure"] = "measure"
    id: str


Job = Grade | Run | Measure


class GraderInfo(Record):
    """A grader as it describes itself."""

    host: str
    pid: int
    walls: tuple[str, ...] = ()  # those that stand
    devices: tuple[str, ...] = ("cpu",)  # "cpu", then "cuda:0" and so on
    versions: dict[str, str] = Field(default_factory=dict)  # of "tensei", "python", "torch"
    exercises: dict[str, str] = Field(default_factory=dict)  # id -> version of its content
    at_once: int = 1  # jobs that it works on at the same time
    running: int = 0  # of these, now
    spares: int = 0  # locked children that wait for a job


class Heartbeat(Record):
    """A grader says that it takes jobs now; and every few seconds again, how it stands."""

    type: Literal["ready"] = "ready"
    grader: GraderInfo


class Started(Record):
    """The job with this id is being worked on."""

    type: Literal["started"] = "started"
    id: str


class Graded(Record):
    """The verdict on the submission with this id."""

    type: Literal["graded"] = "graded"
    id: str
    verdict: Verdict


class Ran(Record):
    """What came of the run with this id."""

    type: Literal["ran"] = "ran"
    id: str
    result: RunResult


class Measured(Record):
    """What this machine measured of itself."""

    type: Literal["measured"] = "measured"
    id: str
    result: Measurement


class Blame(StrEnum):
    """What a job has to do with the death of the grader that had it."""

    NOBODY = "nobody"  # no grader died: it said itself that it could not do the job
    BYSTANDER = "bystander"  # another job is to blame
    SUSPECT = "suspect"  # this job or one beside it; it is to run with nothing beside it
    CULPRIT = "culprit"  # nothing else ran there


class JobFailed(Record):
    """The grader could not do this job (not the learner's fault); send it again."""

    type: Literal["trouble"] = "trouble"
    id: str
    why: str
    blame: Blame = Blame.NOBODY  # set by queues, which know what died


GraderMessage = Heartbeat | Started | Graded | Ran | Measured | JobFailed

_JOB: TypeAdapter[Job] = TypeAdapter(Annotated[Job, Field(discriminator="type")])
_ANSWER: TypeAdapter[GraderMessage] = TypeAdapter(
    Annotated[GraderMessage, Field(discriminator="type")]
)


def read_job(line: bytes | str) -> Job:
    """Reads one JSON line as a job. Raises ValueError when it is none."""
    return _JOB.validate_json(line)


def read_answer(line: bytes | str) -> GraderMessage:
    """Reads one JSON line as a grader's answer. Raises ValueError when it is none."""
    return _ANSWER.validate_json(line)
