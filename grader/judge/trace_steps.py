"""Parses the frame of a trace, which is not trusted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from grader.judge.trace_values import RecordedValue
from grader.probe import FrameError
from grader.probe.instrument import Role
from grader.probe.shape_trace import MAX_SITES

MAX_SOURCE = 60
_MAX_SOURCE_LINES = 8
_MAX_LINE_BYTES = 400
_MAX_TIMES = 1_000_000_000
_MAX_COLUMN = 1 << 20


@dataclass(frozen=True, slots=True, eq=False)
class Step:
    """A piece of the learner's code, and its values when it ran first and last."""

    line: int
    source: str
    role: Role
    times: int
    first: RecordedValue
    last: RecordedValue


def parse_steps(trace: Any, lines: Sequence[bytes]) -> tuple[list[Step], tuple[int, ...] | None]:
    """Return the steps, and where the exception came from. Raise FrameError."""
    if not isinstance(trace, list) or len(trace) > MAX_SITES + 1:
        raise FrameError("a trace is a list of steps")
    raised_at = None
    if trace and isinstance(trace[-1], list) and len(trace[-1]) == 4:
        raised_at = _place(trace.pop(), lines)
    return [_parse_step(each, lines) for each in trace], raised_at


def _parse_step(item: Any, lines: Sequence[bytes]) -> Step:
    if not isinstance(item, list) or len(item) != 8:
        raise FrameError("not a step")
    place = _place(item[:4], lines)
    role, times = item[4:6]
    if type(role) is not int or role not in set(Role):
        raise FrameError("not a role")
    if type(times) is not int or not 1 <= times <= _MAX_TIMES:
        raise FrameError("not a count")
    return Step(
        line=place[0],
        source=to_source(place, lines),
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


def to_source(place: Sequence[int], lines: Sequence[bytes]) -> str:
    """Return a piece of the code on one line, cut to a maximal length."""
    start, column, end, end_column = place
    last = min(end, start + _MAX_SOURCE_LINES)
    pieces = list(lines[start - 1 : last])
    if last == end and end_column:
        pieces[-1] = pieces[-1][:end_column]
    pieces[0] = pieces[0][column:]
    text = b"\n".join(each[:_MAX_LINE_BYTES] for each in pieces).decode(errors="replace")
    text = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return text if len(text) <= MAX_SOURCE else text[: MAX_SOURCE - 1] + "…"
