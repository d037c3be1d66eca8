"""Reads the trace of the second look at a wrong answer, as lines for the learner.

The trace comes from the jail. It is shown only if the second look ended as the first one did, and
of its bytes only these are used: places in the learner's own code, numbers, and names of dtypes,
devices and types.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from grader.judge.checks import find_difference
from grader.judge.comparison import dtype_name, is_array, type_name
from grader.judge.records import UNOBSERVED, Exam, Failure, Observation, parse_observations
from grader.judge.trace_values import (
    MAX_RESULT,
    RecordedValue,
    format_recorded,
    shows_data,
    to_name,
)
from grader.probe import ArrayRecord, FrameError, TensorRecord, unpack
from grader.probe.instrument import Role
from grader.probe.shape_trace import MAX_SITES
from grader.protocol import (
    MAX_TRACE_STEPS,
    Departure,
    ProblemKind,
    ShapeTrace,
    TraceStep,
)
from lessons.authoring import Expectations

TRACED_KINDS = frozenset(
    {
        ProblemKind.TYPE,
        ProblemKind.DEVICE,
        ProblemKind.DTYPE,
        ProblemKind.SHAPE,
        ProblemKind.VALUE,
        ProblemKind.EXCEPTION,
    }
)
"""The kinds of problems that intermediate results explain."""

_MAX_ARGUMENTS = 4
_MAX_SOURCE = 60
_MAX_SOURCE_LINES = 8
_MAX_LINE_BYTES = 400
_MAX_TIMES = 1_000_000_000
_MAX_COLUMN = 1 << 20


def without_extras(expectations: Expectations) -> Expectations:
    """Return the expectations of a second look, which observes the result alone."""
    return replace(expectations, shares_memory_with=None, grad_of=())


def read_trace(
    exam: Exam, failure: Failure, code: str, answer: bytes, trace: bytes
) -> ShapeTrace | None:
    """Return the trace of the failing case for the learner.

    `answer` and `trace` are the frames of the second look at `code`, and not trusted. Return None
    if either is malformed, if the code did not fail in the same way again, or if there is nothing
    to see.
    """
    lines = re.split(rb"\r\n|\r|\n", code.encode(errors="replace"))
    try:
        (observed,) = parse_observations(answer, 1)
        if not _is_same_failure(exam, failure, observed):
            return None
        steps, raised_at = _parse(unpack(trace), lines)
    except FrameError:
        return None
    steps = [each for each in steps if each.source and _is_worth_showing(each)]
    departure = _find_departure(exam, failure, steps)
    last = _raised_step(raised_at, observed, lines)
    if len(steps) + len(last) < 2 and departure is None:
        return None
    arguments = _arguments(exam, failure)
    kept = _select(steps, departure, MAX_TRACE_STEPS - len(arguments) - len(last))
    style = _style(exam, failure)
    shown = (*arguments, *(_to_record(each, style) for each in kept), *last)
    return ShapeTrace(
        steps=shown,
        left_out=len(steps) - len(kept),
        departure=None
        if departure is None
        else Departure(
            step=len(arguments) + kept.index(departure.step),
            property=departure.property,
            value=departure.value,
        ),
    )


# --- the first look and the second ----------------------------------------------------------------


def _is_same_failure(exam: Exam, failure: Failure, observed: Observation) -> bool:
    """Return whether the second look failed as the first one did."""
    expected = replace(
        exam.expected[failure.number],
        gradients=UNOBSERVED,
        value_after=UNOBSERVED,
        argument_between=UNOBSERVED,
        argument_after=UNOBSERVED,
    )
    if not observed.has_fields_of(expected):
        return False
    again = find_difference(expected, observed, without_extras(exam.expectations))
    first = failure.difference
    if again is None or again.kind is not first.kind:
        return False
    if again.kind is ProblemKind.EXCEPTION:
        found = observed.raised or {}
        return all(found.get(name) == failure.raised.get(name) for name in ("type", "line"))
    # The values of random numbers differ, and with them how many are wrong.
    return all(again.facts.get(name) == first.facts.get(name) for name in _STABLE_FACTS)


_STABLE_FACTS = ("where", "call", "got_type", "got_device", "got_dtype", "got_shape", "computed_on")


# --- reading --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, eq=False)
class _Step:
    line: int
    source: str
    role: Role
    times: int
    first: RecordedValue
    last: RecordedValue


def _parse(trace: Any, lines: Sequence[bytes]) -> tuple[list[_Step], tuple[int, ...] | None]:
    """Return the steps, and where the exception came from. Raise FrameError."""
    if not isinstance(trace, list) or len(trace) > MAX_SITES + 1:
        raise FrameError("a trace is a list of steps")
    raised_at = None
    if trace and isinstance(trace[-1], list) and len(trace[-1]) == 4:
        raised_at = _place(trace.pop(), lines)
    return [_parse_step(each, lines) for each in trace], raised_at


def _parse_step(item: Any, lines: Sequence[bytes]) -> _Step:
    if not isinstance(item, list) or len(item) != 8:
        raise FrameError("not a step")
    place = _place(item[:4], lines)
    role, times = item[4:6]
    if type(role) is not int or role not in set(Role):
        raise FrameError("not a role")
    if type(times) is not int or not 1 <= times <= _MAX_TIMES:
        raise FrameError("not a count")
    return _Step(
        line=place[0],
        source=_source(place, lines),
        role=Role(role),
        times=times,
        first=_recorded_value(item[6]),
        last=_recorded_value(item[7]),
    )


def _place(numbers: Any, lines: Sequence[bytes]) -> tuple[int, ...]:
    if any(type(each) is not int or not 0 <= each < _MAX_COLUMN for each in numbers):
        raise FrameError("not a place")
    if not 1 <= numbers[0] <= numbers[2] <= len(lines):
        raise FrameError("a place outside of the code")
    return tuple(numbers)


def _recorded_value(pair: Any) -> RecordedValue:
    if not isinstance(pair, list) or len(pair) != 2:
        raise FrameError("not a recorded value")
    record, entries = pair
    is_number = [type(each) in (bool, int, float) for each in entries or ()]
    if not isinstance(entries, list | None) or not all(is_number):
        raise FrameError("not the entries of a value")
    return RecordedValue(record, None if entries is None else tuple(entries))


def _source(place: Sequence[int], lines: Sequence[bytes]) -> str:
    """Return a piece of the code on one line, cut to a maximal length."""
    start, column, end, end_column = place
    last = min(end, start + _MAX_SOURCE_LINES)
    pieces = list(lines[start - 1 : last])
    if last == end and end_column:
        pieces[-1] = pieces[-1][:end_column]
    pieces[0] = pieces[0][column:]
    text = b"\n".join(each[:_MAX_LINE_BYTES] for each in pieces).decode(errors="replace")
    text = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return text if len(text) <= _MAX_SOURCE else text[: _MAX_SOURCE - 1] + "…"


def _is_worth_showing(step: _Step) -> bool:
    return step.role is not Role.PART or shows_data(step.first.record)


# --- what departs ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Found:
    step: _Step
    property: Literal["shape", "dtype", "device", "type"]
    value: str


def _find_departure(exam: Exam, failure: Failure, steps: Sequence[_Step]) -> _Found | None:
    """Return the first step with the wrong property of the result, where it is certain.

    It is certain if no argument and no earlier step has it, and all later ones do: then nothing but
    this step can have brought it in.
    """
    difference = failure.difference
    actual, expected = difference.actual, difference.expected
    if difference.facts.get("where") != "none" or not is_array(expected):
        return None
    name: Literal["shape", "dtype", "device", "type"]
    read: Callable[[Any], str | None]
    match difference.kind:
        case ProblemKind.SHAPE:
            name, read = "shape", _shape
        case ProblemKind.DTYPE:
            name, read = "dtype", _dtype
        case ProblemKind.DEVICE:
            name, read = "device", _device
        case ProblemKind.TYPE:
            name, read = "type", _plain_type
        case _:
            return None
    wrong = read(actual)
    given = {read(each) for value in exam.inputs[failure.number] for each in _parts(value)}
    if wrong is None or wrong in given:
        return None
    for number, step in enumerate(steps):
        if wrong in (read(step.first.record), read(step.last.record)):
            values = (v.record for s in steps[number:] for v in (s.first, s.last))
            stays = all(read(each) in (wrong, None) for each in values)
            return _Found(step, name, wrong[:MAX_RESULT]) if stays else None
    return None


def _shape(record: Any) -> str | None:
    return str(tuple(record.shape)) if is_array(record) else None


def _dtype(record: Any) -> str | None:
    return dtype_name(record.dtype) if is_array(record) else None


def _device(record: Any) -> str | None:
    return record.device if isinstance(record, TensorRecord) else None


def _plain_type(record: Any) -> str | None:
    """Return the type of a value, if it is one of Python's or of NumPy's; None for None."""
    is_plain = isinstance(record, bool | int | float | list | tuple | ArrayRecord | TensorRecord)
    return type_name(record) if is_plain else None


def _parts(value: Any) -> Iterator[Any]:
    yield value
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list | tuple):
        for each in value:
            yield from _parts(each)


# --- what is shown --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Style:
    """What is said of a value."""

    dtypes: frozenset[str]  # those that are not named
    devices: frozenset[str]
    with_entries: bool


def _style(exam: Exam, failure: Failure) -> _Style:
    """Return which dtypes and devices need no word: those of the arguments, unless one is wrong."""
    parts = [part for each in exam.inputs[failure.number] for part in _parts(each)]
    kind = failure.difference.kind
    dtypes = {name for each in parts if (name := _dtype(each)) is not None} or {"float32"}
    devices = {name for each in parts if (name := _device(each)) is not None} or {"cpu"}
    return _Style(
        dtypes=frozenset() if kind is ProblemKind.DTYPE else frozenset(dtypes),
        devices=frozenset() if kind is ProblemKind.DEVICE else frozenset(devices),
        with_entries=kind is ProblemKind.VALUE,
    )


def _arguments(exam: Exam, failure: Failure) -> tuple[TraceStep, ...]:
    style = replace(_style(exam, failure), dtypes=frozenset({"float32"}), with_entries=False)
    pairs = zip(exam.parameters, exam.inputs[failure.number], strict=True)
    return tuple(
        TraceStep(source=name[:_MAX_SOURCE], result=_format(RecordedValue(value), style))
        for name, value in list(pairs)[:_MAX_ARGUMENTS]
    )


def _format(value: RecordedValue, style: _Style, *, with_entries: bool | None = None) -> str:
    entries = style.with_entries if with_entries is None else with_entries
    return format_recorded(value, style.dtypes, style.devices, entries)


def _to_record(step: _Step, style: _Style) -> TraceStep:
    first = _format(step.first, style)
    # Of a loop, the last result is shown if its shape differs, or if it is a single number.
    brief = style.with_entries and _shape(step.last.record) in (None, "()")
    ends = [_format(each, style, with_entries=brief) for each in (step.first, step.last)]
    return TraceStep(
        line=step.line,
        source=step.source,
        result=first,
        times=step.times,
        last=ends[1] if step.times > 1 and ends[0] != ends[1] else None,
    )


def _select(steps: list[_Step], departure: _Found | None, most: int) -> list[_Step]:
    """Return at most `most` steps: whole statements rather than parts, the last ones rather than
    the first."""

    def weight(number: int) -> tuple[bool, bool, bool, int]:
        step = steps[number]
        is_marked = departure is not None and step is departure.step
        return is_marked, step.role is not Role.PART, is_array(step.first.record), number

    best = sorted(range(len(steps)), key=weight, reverse=True)[:most]
    return [steps[number] for number in sorted(best)]


def _raised_step(
    place: tuple[int, ...] | None, observed: Observation, lines: Sequence[bytes]
) -> tuple[TraceStep, ...]:
    """Return the expression that raised, as the last step."""
    if place is None or observed.raised is None or not (source := _source(place, lines)):
        return ()
    kind = to_name(str(observed.raised.get("type")))
    return (TraceStep(line=place[0], source=source, result=kind, raised=True),)
