"""The judge's records: exams, observations of a function, and findings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
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
    states: Any = UNOBSERVED  # what is compared of each given object after the call; None: nothing
    devices: tuple[str, ...] = ()  # on which tensors were computed
    gradients: Any = UNOBSERVED
    backward_raised: Mapping[str, Any] | None = None  # by the pass that finds the gradients
    value_after: Any = UNOBSERVED  # the value after the argument was overwritten
    argument_between: Any = UNOBSERVED
    argument_after: Any = UNOBSERVED  # the argument after the result was overwritten
    operations: Any = UNOBSERVED  # how often each torch operation ran
    moves: Any = UNOBSERVED  # numbers of transfers and synchronizations of the stand-in for a GPU
    collected: bool = False  # the value is the items of an iterator
    at: int | None = None  # the step of the round that raised
    rounds: tuple[Observation, ...] = ()  # of a script: one for each, up to the one that raised

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
        """The values that the function returned, one per call; those of all asks of a script."""
        if self.rounds:
            return tuple(each.value for each in self.rounds if each.raised is None)
        return (self.value,) if self.first is UNOBSERVED else (self.first, self.value)


_FRAME_FIELDS = Observation.__dataclass_fields__.keys() - {"rounds"}
_MAX_DEVICE_NAME = 40
_MAX_OPERATION_NAME = 100
_OPTIONAL_FIELDS = (
    "first",
    "states",
    "gradients",
    "value_after",
    "argument_between",
    "argument_after",
    "operations",
    "moves",
)
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
    later: tuple[bytes, ...] = field(default=(), repr=False)  # questions of further rounds
    conversation: bool = False  # the exam has scripts or given objects
    files: JudgedFiles = field(default=(), repr=False)
    has_secret_files: bool = False  # what the code printed may hold some of them

    @property
    def questions(self) -> tuple[bytes, ...]:
        """The questions of all rounds, which leave this process one after the other."""
        return (self.question, *self.later)

    @property
    def later_cases(self) -> tuple[int, ...]:
        """The numbers of the cases that each later round goes on with, one round after another."""
        rounds = [len(case.rounds) for case in self.cases]
        return tuple(
            number
            for index in range(1, max(rounds, default=0))
            for number, count in enumerate(rounds)
            if count > index
        )


def parse_answers(frames: Sequence[bytes], cases: Sequence[Case]) -> tuple[Observation, ...]:
    """Parse the answers to all rounds as observations of the cases.

    Raise FrameError if one is malformed, or if there is another number of them than of rounds.
    """
    rounds = [case.rounds for case in cases]
    if len(frames) != max(1, *map(len, rounds)):
        raise FrameError("an answer has one frame per round")
    observed = list(parse_observations(frames[0], len(cases)))
    parts = {number: [observed[number]] for number, each in enumerate(rounds) if each}
    for index, frame in enumerate(frames[1:], start=1):
        asked = [number for number, each in enumerate(rounds) if len(each) > index]
        for number, part in zip(asked, parse_observations(frame, len(asked)), strict=True):
            if parts[number][-1].raised is None:  # nothing is asked of a script that has ended
                parts[number].append(part)
    for number, each in parts.items():
        observed[number] = _of_script(each)
    accepted = zip(cases, observed, strict=True)
    return tuple(_with_declared_type(case, each) for case, each in accepted)


def _of_script(rounds: list[Observation]) -> Observation:
    last = rounds[-1]
    return Observation(
        raised=last.raised,
        value=last.value,
        arguments=tuple(value for each in rounds for value in each.arguments),
        at=last.at,
        rounds=tuple(rounds),
    )


def _with_declared_type(case: Case, observed: Observation) -> Observation:
    """Return the observation with the exception's type as the case declares it, if it is one."""
    if case.raises is None or observed.raised is None:
        return observed
    bases = observed.raised.get("bases")
    name = case.raises.__name__
    if not isinstance(bases, list) or name not in bases:
        if observed.raised.get("type") != name:
            return observed
        name = f"your_code.{name}"  # a class of the code's own that is called like Python's
    elif not _is_at_end(case, observed):
        return observed
    raised = {**observed.raised, "type": name}
    rounds = observed.rounds
    if rounds:
        rounds = (*rounds[:-1], replace(rounds[-1], raised=raised))
    return replace(observed, raised=raised, rounds=rounds)


def _is_at_end(case: Case, observed: Observation) -> bool:
    """Return whether the last step of the case raised, and no step before it."""
    if not case.steps:
        return True
    rounds = case.rounds
    return len(observed.rounds) == len(rounds) and observed.at == len(rounds[-1]) - 1


def parse_observations(frame: bytes, count: int) -> tuple[Observation, ...]:
    """Parse an answer as observations of `count` cases. Raise FrameError if it is malformed."""
    cases = unpack(frame)
    if not isinstance(cases, list) or len(cases) != count:
        raise FrameError("an answer has one record per case")
    return tuple(_parse_observation(case) for case in cases)


def _parse_observation(record: Any) -> Observation:
    if not isinstance(record, dict) or not record.keys() <= _FRAME_FIELDS:
        raise FrameError("not the record of a case")
    if not isinstance(record.get("raised"), dict | None) or (
        "raised" not in record and "value" not in record
    ):
        raise FrameError("a case ends in a value or in an exception")
    if not isinstance(record.get("backward_raised"), dict | None):
        raise FrameError("not an exception")
    fields: dict[str, Any] = {"raised": None} | record
    for name in ("arguments", "devices"):
        if not isinstance(fields.setdefault(name, ()), list | tuple):
            raise FrameError(f"{name} must be a list")
    fields["arguments"] = tuple(fields["arguments"])
    fields["devices"] = tuple(fields["devices"])
    if any(type(name) is not str or len(name) > _MAX_DEVICE_NAME for name in fields["devices"]):
        raise FrameError("a device is a short name")
    if "operations" in fields and not _is_count_of_operations(fields["operations"]):
        raise FrameError("operations are counted by name")
    if "moves" in fields and not _is_count_of_moves(fields["moves"]):
        raise FrameError("transfers and synchronizations are counted")
    fields["collected"] = fields.get("collected") is True
    if type(fields.setdefault("at", None)) not in (int, type(None)):
        raise FrameError("a step is a number")
    return Observation(**fields)


def _is_count_of_moves(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and value.keys() == {"there", "back", "synchronizations"}
        and all(type(count) is int and count >= 0 for count in value.values())
    )


def _is_count_of_operations(value: Any) -> bool:
    return isinstance(value, dict) and all(
        type(name) is str and len(name) <= _MAX_OPERATION_NAME and type(count) is int and count > 0
        for name, count in value.items()
    )
