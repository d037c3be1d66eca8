"""The judge's records: exams, observations of a function, and findings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from grader.judge.data_files import JudgedFiles
from grader.probe import FrameError, unpack
from grader.protocol import ExamOrigin, Problem, Status
from lessons.authoring import Case, Expectations

if TYPE_CHECKING:
    from grader.judge.differences import Difference  # which imports this module


@dataclass(frozen=True, slots=True)
class Failure:
    """The case that a problem is about, and what differs there."""

    number: int  # of the case
    difference: Difference
    raised: Mapping[str, Any]  # the exception of the answer, as the probe reports it; or empty


@dataclass(frozen=True, slots=True)
class Finding:
    """The judge's result. Unless `status` is PASSED, `problem` or `reason` is set."""

    status: Status
    problem: Problem | None = None
    reason: str | None = None
    failure: Failure | None = field(default=None, compare=False)


class _Unobserved:
    """The type of UNOBSERVED."""


UNOBSERVED: Final = _Unobserved()
"""The value of an optional field of an observation that was not asked for."""


@dataclass(frozen=True, slots=True, eq=False)
class Observation:
    """What was observed of one case: how the call ended, and all that the expectations ask for."""

    raised: Mapping[str, Any] | None
    value: Any = None  # of the last call
    first: Any = UNOBSERVED  # the value of the first of two calls
    arguments: tuple[Any, ...] = ()  # after the last call
    devices: tuple[str, ...] = ()  # on which tensors were computed
    gradients: Any = UNOBSERVED
    value_after: Any = UNOBSERVED  # the value after the argument was overwritten
    argument_between: Any = UNOBSERVED
    argument_after: Any = UNOBSERVED  # the argument after the result was overwritten

    def has_fields_of(self, expected: Observation) -> bool:
        """Return whether the same optional fields are set as in `expected`.

        They are, in an honest answer to the same question, unless a call raised.
        """
        if self.raised is not None or expected.raised is not None:
            return True
        return all(
            (getattr(self, name) is UNOBSERVED) == (getattr(expected, name) is UNOBSERVED)
            for name in _OPTIONAL_FIELDS
        )

    @property
    def returned(self) -> tuple[Any, ...]:
        """The values that the function returned, one per call."""
        return (self.value,) if self.first is UNOBSERVED else (self.first, self.value)


_MAX_DEVICE_NAME = 40
_OPTIONAL_FIELDS = ("first", "gradients", "value_after", "argument_between", "argument_after")
"""Fields that are observed only if the question asks for them."""


@dataclass(frozen=True, slots=True)
class MistakeRun:
    """A variant of a named mistake, observed on an exam's cases."""

    key: str
    observations: tuple[Observation, ...]
    distinguishing_cases: tuple[int, ...]  # the cases on which it differs from the reference


@dataclass(frozen=True, slots=True)
class Exam:
    """Fresh inputs for one submission, with the reference's results.

    Only `entry`, `question`, `files`, `device` and `limits` may leave the judge's process before
    the verdict, and `origin` with it; the rest is secret.
    """

    exercise: str
    origin: ExamOrigin
    entry: str
    question: bytes = field(repr=False)
    device: str
    limits: Mapping[str, float]
    parameters: tuple[str, ...]
    expectations: Expectations
    cases: tuple[Case, ...] = field(repr=False)
    inputs: tuple[tuple[Any, ...], ...] = field(repr=False)  # the cases' arguments as records
    expected: tuple[Observation, ...] = field(repr=False)
    files: JudgedFiles = field(default=(), repr=False)
    has_secret_files: bool = False  # what the code printed may hold some of them


def parse_observations(frame: bytes, count: int) -> tuple[Observation, ...]:
    """Parse an answer as observations of `count` cases. Raise FrameError if it is malformed."""
    cases = unpack(frame)
    if not isinstance(cases, list) or len(cases) != count:
        raise FrameError("an answer has one record per case")
    return tuple(_parse_observation(case) for case in cases)


def _parse_observation(record: Any) -> Observation:
    if not isinstance(record, dict) or not record.keys() <= Observation.__dataclass_fields__.keys():
        raise FrameError("not the record of a case")
    if not isinstance(record.get("raised"), dict | None) or (
        "raised" not in record and "value" not in record
    ):
        raise FrameError("a case ends in a value or in an exception")
    fields: dict[str, Any] = {"raised": None} | record
    for name in ("arguments", "devices"):
        if not isinstance(fields.setdefault(name, ()), list | tuple):
            raise FrameError(f"{name} must be a list")
    fields["arguments"] = tuple(fields["arguments"])
    fields["devices"] = tuple(fields["devices"])
    if any(type(name) is not str or len(name) > _MAX_DEVICE_NAME for name in fields["devices"]):
        raise FrameError("a device is a short name")
    return Observation(**fields)
