"""Reads the trace of the second look at a wrong answer, as lines for the learner.

The trace comes from the jail. It is shown only if the second look ended as the first one did, and
of its bytes only these are used: places in the learner's own code, numbers, and names of dtypes,
devices and types.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from grader.judge.checks import find_difference
from grader.judge.comparison import is_array
from grader.judge.departures import (
    FoundDeparture,
    device_text,
    dtype_text,
    find_departure,
    parts,
)
from grader.judge.records import UNOBSERVED, Exam, Failure, Observation, parse_observations
from grader.judge.trace_steps import MAX_SOURCE, Step, parse_steps, to_source
from grader.judge.trace_values import (
    MAX_RESULT,
    RecordedValue,
    format_recorded,
    shows_data,
    to_name,
)
from grader.probe import FrameError, unpack
from grader.probe.instrument import Role
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

MAX_TRACE_BYTES = 256 * 1024
"""Longest trace that is read. Reading an honest one takes under 10 ms."""

_MIN_ARGUMENTS = 4
"""Arguments that are shown even if steps are left out for them."""

_ABOUT_NAMES = frozenset({"NameError", "UnboundLocalError", "AttributeError", "ImportError"})
"""Exceptions that no shape explains."""


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
    if len(trace) > MAX_TRACE_BYTES:
        return None
    lines = re.split(rb"\r\n|\r|\n", code.encode(errors="replace"))
    try:
        (observed,) = parse_observations(answer, 1)
        if not _is_same_failure(exam, failure, observed):
            return None
        steps, raised_at = parse_steps(unpack(trace), lines)
    except FrameError:
        return None
    steps = [each for each in steps if each.source and _is_worth_showing(each)]
    departure = find_departure(failure.difference, exam.inputs[failure.number], steps)
    last = _raised_step(raised_at, observed, lines)
    arguments = _arguments(exam, failure, MAX_TRACE_STEPS - len(steps) - len(last))
    if departure is None and not _tells_more(exam, failure, steps, last):
        return None
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


def read_loading_trace(
    raised: Mapping[str, Any], code: str, again: bytes, trace: bytes
) -> ShapeTrace | None:
    """Return the trace of code that raised while it was loaded, for the learner.

    `raised` is the exception of the first look; `again`, that of the second, and `trace` are
    frames, and not trusted. Return None if either is malformed, if another exception was raised, or
    if no tensor or array was computed before it.
    """
    if len(trace) > MAX_TRACE_BYTES or raised.get("type") in _ABOUT_NAMES:
        return None
    lines = re.split(rb"\r\n|\r|\n", code.encode(errors="replace"))
    try:
        found = unpack(again)
        steps, raised_at = parse_steps(unpack(trace), lines)
    except FrameError:
        return None
    if not isinstance(found, dict) or any(
        found.get(name) != raised.get(name) for name in ("type", "line")
    ):
        return None
    steps = [each for each in steps if each.source and _is_worth_showing(each)]
    last = _raised_step(raised_at, Observation(raised=found), lines)
    if not last or not any(is_array(each.first.record) for each in steps):
        return None
    style = _Style(frozenset({"float32"}), frozenset({"cpu"}), with_entries=False)
    kept = _select(steps, None, MAX_TRACE_STEPS - len(last))
    shown = (*(_to_record(each, style) for each in kept), *last)
    return ShapeTrace(steps=shown, left_out=len(steps) - len(kept))


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


def _tells_more(
    exam: Exam, failure: Failure, steps: Sequence[Step], last: Sequence[TraceStep]
) -> bool:
    """Return whether a trace tells more than the problem does: input, result and failing line."""
    if len(steps) + len(last) > 1:
        return True
    values = (part for each in exam.inputs[failure.number] for part in parts(each))
    return any(each.result not in _ABOUT_NAMES for each in last) and any(map(is_array, values))


def _is_worth_showing(step: Step) -> bool:
    return step.role is not Role.PART or shows_data(step.first.record)


# --- what is shown --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Style:
    """What is said of a value."""

    dtypes: frozenset[str]  # those that are not named
    devices: frozenset[str]
    with_entries: bool


def _style(exam: Exam, failure: Failure) -> _Style:
    """Return which dtypes and devices need no word: those of the arguments, unless one is wrong."""
    values = [part for each in exam.inputs[failure.number] for part in parts(each)]
    kind = failure.difference.kind
    dtypes = {name for each in values if (name := dtype_text(each)) is not None} or {"float32"}
    devices = {name for each in values if (name := device_text(each)) is not None} or {"cpu"}
    return _Style(
        dtypes=frozenset() if kind is ProblemKind.DTYPE else frozenset(dtypes),
        devices=frozenset() if kind is ProblemKind.DEVICE else frozenset(devices),
        with_entries=kind is ProblemKind.VALUE,
    )


def _arguments(exam: Exam, failure: Failure, space: int) -> tuple[TraceStep, ...]:
    style = replace(_style(exam, failure), dtypes=frozenset({"float32"}), with_entries=False)
    pairs = zip(exam.parameters, exam.inputs[failure.number], strict=True)
    return tuple(
        TraceStep(source=name[:MAX_SOURCE], result=_format_argument(value, style))
        for name, value in list(pairs)[: max(space, _MIN_ARGUMENTS)]
    )


def _format_argument(value: Any, style: _Style) -> str:
    """Return an argument as text. It comes from the exercise, so a text may be shown."""
    text = repr(value) if isinstance(value, str) else _format(RecordedValue(value), style)
    return text[:MAX_RESULT]


def _format(value: RecordedValue, style: _Style, *, with_entries: bool | None = None) -> str:
    entries = style.with_entries if with_entries is None else with_entries
    return format_recorded(value, style.dtypes, style.devices, entries)


def _to_record(step: Step, style: _Style) -> TraceStep:
    first = _format(step.first, style)
    # Of a loop, the last result is shown if its shape differs, or if it is a single number.
    ends = [_format(each, style, with_entries=False) for each in (step.first, step.last)]
    return TraceStep(
        line=step.line,
        source=step.source,
        result=first,
        times=step.times,
        last=ends[1] if step.times > 1 and ends[0] != ends[1] else None,
    )


def _select(steps: list[Step], departure: FoundDeparture | None, most: int) -> list[Step]:
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
    if place is None or observed.raised is None:
        return ()
    line, column, end, end_column = place
    # Of a statement with a body, such as an `if`, only the first line is shown.
    source = to_source((line, column, line, end_column if line == end else 0), lines)
    if not source:
        return ()
    kind = to_name(str(observed.raised.get("type")))
    return (TraceStep(line=line, source=source, result=kind, raised=True),)
