"""What the judge hands out and keeps for itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from grader.probe import FrameError, unpack
from grader.protocol import Problem, Status
from lessons.authoring import Case, Expectations


@dataclass(frozen=True, slots=True)
class Finding:
    """What the judge found. Passed, or `problem` or `reason` says why not."""

    status: Status
    problem: Problem | None = None
    reason: str | None = None


class Unobserved:
    """Stands where a look was not taken."""


@dataclass(frozen=True, slots=True, eq=False)
class Observation:
    """What was seen of one case: how the call ended, and all that the expectations ask for."""

    raised: Mapping[str, Any] | None
    value: Any = None
    first: Any = Unobserved  # of two calls
    arguments: tuple[Any, ...] = ()  # after the last call
    devices: tuple[str, ...] = ()  # where the work was done
    gradients: Any = Unobserved
    value_after: Any = Unobserved  # once the argument was overwritten
    argument_between: Any = Unobserved
    argument_after: Any = Unobserved  # once the result was overwritten

    def has_what(self, expected: Observation) -> bool:
        """Whether all that was looked at there was looked at here: an honest answer to the same
        question leaves out nothing, unless the call raised."""
        if self.raised is not None or expected.raised is not None:
            return True
        return all(
            (getattr(self, n) is Unobserved) == (getattr(expected, n) is Unobserved) for n in _IF
        )

    @property
    def answers(self) -> tuple[Any, ...]:
        """What the function returned, call by call."""
        return (self.value,) if self.first is Unobserved else (self.first, self.value)


_LONGEST_DEVICE = 40
_IF = ("first", "gradients", "value_after", "argument_between", "argument_after")
"""What is looked at only where the question asks for it."""


@dataclass(frozen=True, slots=True)
class MistakeRun:
    """A named mistake in one of its variants, observed on an exam's cases."""

    key: str
    observations: tuple[Observation, ...]
    distinguishing_cases: tuple[int, ...]  # the cases on which it differs from the reference


@dataclass(frozen=True, slots=True)
class Exam:
    """Fresh inputs for one submission.

    Only `entry`, `question`, `device` and `limits` may leave the judge's process; the rest is what
    the jail must never see.
    """

    exercise: str
    entry: str
    question: bytes = field(repr=False)
    device: str
    limits: Mapping[str, float]
    parameters: tuple[str, ...]
    expectations: Expectations
    cases: tuple[Case, ...] = field(repr=False)
    inputs: tuple[tuple[Any, ...], ...] = field(repr=False)  # the cases' arguments as records
    expected: tuple[Observation, ...] = field(repr=False)


def observations(frame: bytes, count: int) -> tuple[Observation, ...]:
    """The answer's observations, one a case. Raises FrameError when it is not such an answer."""
    cases = unpack(frame)
    if not isinstance(cases, list) or len(cases) != count:
        raise FrameError("an answer has one record a case")
    return tuple(_observation(case) for case in cases)


def _observation(record: Any) -> Observation:
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
    if any(type(name) is not str or len(name) > _LONGEST_DEVICE for name in fields["devices"]):
        raise FrameError("a device is a short name")
    return Observation(**fields)
