"""Finds the step of a trace that brought the wrong property of a result in."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from grader.judge.comparison import dtype_name, is_array, type_name
from grader.judge.differences import Difference
from grader.judge.trace_steps import Step
from grader.judge.trace_values import MAX_RESULT
from grader.probe import ArrayRecord, TensorRecord
from grader.protocol import ProblemKind

Property = Literal["shape", "dtype", "device", "type"]


@dataclass(frozen=True, slots=True)
class FoundDeparture:
    """A step, the property that is wrong from there on, and its value."""

    step: Step
    property: Property
    value: str


def find_departure(
    difference: Difference, arguments: Sequence[Any], steps: Sequence[Step]
) -> FoundDeparture | None:
    """Return the first step with the wrong property of the result, where it is certain.

    It is certain if no argument and no earlier step has it, and all later ones do: then nothing but
    this step can have brought it in.
    """
    reader = _READERS.get(difference.kind)
    is_result = difference.facts.get("where") == "none"
    if reader is None or not is_result or not is_array(difference.expected):
        return None
    name, read = reader
    wrong = read(difference.actual)
    given = {read(part) for value in arguments for part in parts(value)}
    if wrong is None or wrong in given:
        return None
    for number, step in enumerate(steps):
        if wrong in (read(step.first.record), read(step.last.record)):
            values = (v.record for s in steps[number:] for v in (s.first, s.last))
            stays = all(read(each) in (wrong, None) for each in values)
            return FoundDeparture(step, name, wrong[:MAX_RESULT]) if stays else None
    return None


def shape_text(record: Any) -> str | None:
    """Return the shape of a tensor or an array; None for other values."""
    return str(tuple(record.shape)) if is_array(record) else None


def dtype_text(record: Any) -> str | None:
    """Return the dtype of a tensor or an array; None for other values."""
    return dtype_name(record.dtype) if is_array(record) else None


def device_text(record: Any) -> str | None:
    """Return the device of a tensor; None for other values."""
    return record.device if isinstance(record, TensorRecord) else None


def _plain_type(record: Any) -> str | None:
    """Return the type of a value, if it is one of Python's or of NumPy's; None for None."""
    is_plain = isinstance(record, bool | int | float | list | tuple | ArrayRecord | TensorRecord)
    return type_name(record) if is_plain else None


def parts(value: Any) -> Iterator[Any]:
    """Yield a value and everything inside of it."""
    yield value
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list | tuple):
        for each in value:
            yield from parts(each)


_READERS: dict[ProblemKind, tuple[Property, Callable[[Any], str | None]]] = {
    ProblemKind.SHAPE: ("shape", shape_text),
    ProblemKind.DTYPE: ("dtype", dtype_text),
    ProblemKind.DEVICE: ("device", device_text),
    ProblemKind.TYPE: ("type", _plain_type),
}
"""The properties of a result that a step can bring in, and how they are read of a value."""
