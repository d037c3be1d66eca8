"""Compares what was seen with what was expected, in the order in which a tutor would look.

Each look answers one question of one case, and relies on the looks before it having found nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from grader.judge.comparison import (
    close,
    closeness,
    dtype_name,
    is_array,
    key_text,
    same,
    same_device,
    same_type,
    type_name,
    walk,
)
from grader.judge.records import Observation, Unobserved
from grader.probe import Opaque, Oversized, TensorRecord
from grader.protocol import ProblemKind
from lessons.authoring import Expectations


@dataclass(frozen=True, slots=True)
class Difference:
    """The first way in which an answer is not as expected, at one place of the returned value."""

    kind: ProblemKind
    expected: Any = Unobserved
    got: Any = Unobserved
    facts: Mapping[str, str] = field(default_factory=dict)


def difference(expected: Observation, got: Observation, asked: Expectations) -> Difference | None:
    """The first difference between two observations of one case, or None when there is none."""
    if expected.raised is not None or got.raised is not None:
        return _ran(expected, got)
    for look in _LOOKS:
        found = look(expected, got, asked)
        if found is not None:
            return found
    return None


def _ran(expected: Observation, got: Observation) -> Difference | None:
    if got.raised is None:
        wanted = str((expected.raised or {}).get("type"))
        return Difference(ProblemKind.VALUE, Opaque("exception", wanted), got.value, _at(""))
    if expected.raised is None:
        return Difference(ProblemKind.EXCEPTION, expected.value)
    if expected.raised.get("type") != got.raised.get("type"):
        wanted = str(expected.raised.get("type"))
        return Difference(ProblemKind.EXCEPTION, Opaque("exception", wanted))
    return None


# --- type -----------------------------------------------------------------------------------------


def _types(expected: Observation, got: Observation, asked: Expectations) -> Difference | None:
    for call, (wanted, came) in enumerate(zip(expected.answers, got.answers, strict=False)):
        found = _type(wanted, came, "", asked.exact_containers)
        if found is not None:
            return _in_call(found, call, expected)
    return None


def _type(wanted: Any, came: Any, path: str, exact: bool) -> Difference | None:
    facts = _at(path) | {"expected_type": type_name(wanted), "got_type": type_name(came)}
    if isinstance(came, Oversized) and came.type == type_name(wanted):
        facts |= {"expected_length": str(len(wanted)), "got_length": str(came.length)}
    wrong = Difference(ProblemKind.TYPE, wanted, came, facts)
    if isinstance(wanted, list | tuple):
        if not isinstance(came, list | tuple) or (exact and _base(wanted) is not _base(came)):
            return wrong
        if len(wanted) != len(came):
            lengths = {"expected_length": str(len(wanted)), "got_length": str(len(came))}
            return Difference(ProblemKind.TYPE, wanted, came, facts | lengths)
        items = enumerate(zip(wanted, came, strict=True))
        deeper = (_type(w, c, f"{path}[{number}]", exact) for number, (w, c) in items)
        return next((found for found in deeper if found is not None), None)
    if isinstance(wanted, dict):
        if not isinstance(came, dict):
            return wrong
        if wanted.keys() != came.keys():
            return Difference(ProblemKind.TYPE, wanted, came, facts | _keys(wanted, came))
        deeper = (
            _type(w, came[key], f"{path}[{key_text(key)}]", exact) for key, w in wanted.items()
        )
        return next((found for found in deeper if found is not None), None)
    return None if same_type(wanted, came) else wrong


def _keys(wanted: Mapping[Any, Any], came: Mapping[Any, Any]) -> dict[str, str]:
    """The first key that is missing, and the first that nobody asked for."""
    missing = (key_text(key) for key in wanted if key not in came)
    extra = (key_text(key) for key in came if key not in wanted)
    found = {"missing_key": next(missing, None), "extra_key": next(extra, None)}
    return {name: text for name, text in found.items() if text is not None}


def _base(value: Any) -> type:
    return tuple if isinstance(value, tuple) else list


# --- device, dtype, shape -------------------------------------------------------------------------


def _devices(expected: Observation, got: Observation, asked: Expectations) -> Difference | None:
    for call, path, wanted, came in _leaves(expected, got):
        if isinstance(wanted, TensorRecord) and not same_device(wanted.device, came.device):
            facts = _at(path) | {"expected_device": wanted.device, "got_device": came.device}
            found = Difference(ProblemKind.DEVICE, wanted, came, facts)
            return _in_call(found, call, expected)
    return _computed_on(expected, got, asked)


def _computed_on(expected: Observation, got: Observation, asked: Expectations) -> Difference | None:
    if asked.computed_on is not None and not set(expected.devices) <= set(got.devices):
        facts = {
            "computed_on": ", ".join(got.devices) or "none",
            "expected_device": ", ".join(expected.devices),
        }
        return Difference(ProblemKind.DEVICE, facts=facts)
    return None


def _dtypes(expected: Observation, got: Observation, _: Expectations) -> Difference | None:
    for call, path, wanted, came in _leaves(expected, got):
        if is_array(wanted) and wanted.dtype != came.dtype:
            facts = _at(path) | {
                "expected_dtype": dtype_name(wanted.dtype),
                "got_dtype": dtype_name(came.dtype),
            }
            return _in_call(Difference(ProblemKind.DTYPE, wanted, came, facts), call, expected)
    return None


def _shapes(expected: Observation, got: Observation, _: Expectations) -> Difference | None:
    for call, path, wanted, came in _leaves(expected, got):
        if is_array(wanted) and wanted.shape != came.shape:
            facts = _at(path) | {"expected_shape": str(wanted.shape), "got_shape": str(came.shape)}
            return _in_call(Difference(ProblemKind.SHAPE, wanted, came, facts), call, expected)
    return None


# --- memory, graph, gradients, inputs -------------------------------------------------------------


def _memory(expected: Observation, got: Observation, asked: Expectations) -> Difference | None:
    if asked.shares_memory_with is None:
        return None
    in_result = _written(expected.value, expected.value_after, got.value, got.value_after)
    in_argument = _written(
        expected.argument_between, expected.argument_after, got.argument_between, got.argument_after
    )
    if in_result and in_argument:
        return None
    facts = {"parameter": asked.shares_memory_with}
    return Difference(ProblemKind.ALIAS, expected.value, got.value, facts)


def _written(before: Any, after: Any, got_before: Any, got_after: Any) -> bool:
    """Whether what was written at one end shows at the other as it does with the reference: the
    very secret that was written, or nothing at all."""
    return same(got_before, got_after) if same(before, after) else same(after, got_after)


def _graph(expected: Observation, got: Observation, asked: Expectations) -> Difference | None:
    if asked.requires_grad is None:
        return None
    for call, path, wanted, came in _leaves(expected, got):
        if not isinstance(wanted, TensorRecord):
            continue
        cut_off = wanted.requires_grad and not wanted.leaf and came.leaf
        if wanted.requires_grad != came.requires_grad or cut_off:
            facts = _at(path) | {
                "expected_grad": str(wanted.requires_grad),
                "got_grad": str(came.requires_grad),
            }
            found = Difference(ProblemKind.REQUIRES_GRAD, wanted, came, facts)
            return _in_call(found, call, expected)
    return None


def _gradients(expected: Observation, got: Observation, asked: Expectations) -> Difference | None:
    if not asked.grad_of:
        return None
    if not isinstance(got.gradients, list | tuple) or len(got.gradients) != len(asked.grad_of):
        facts = {"parameter": asked.grad_of[0], "found": "failed"}
        return Difference(ProblemKind.GRAD, facts=facts)
    pairs = zip(asked.grad_of, expected.gradients, got.gradients, strict=True)
    for name, wanted, came in pairs:
        if wanted is None or _is_zero(wanted):
            fits = came is None or _is_zero(came)
        else:
            fits = isinstance(came, TensorRecord) and close(wanted, came, asked.tolerance)
        if not fits:
            facts = {"parameter": name, "found": "none" if came is None else "different"}
            return Difference(ProblemKind.GRAD, wanted, came, facts)
    return None


def no_gradient(gradients: Any, number: int) -> bool:
    """Whether nothing but zeros arrived at the parameter of that number."""
    if not isinstance(gradients, list | tuple):
        return True
    return gradients[number] is None or _is_zero(gradients[number])


def _is_zero(value: Any) -> bool:
    return isinstance(value, TensorRecord) and value.data is not None and not value.data.any()


def _inputs(expected: Observation, got: Observation, asked: Expectations) -> Difference | None:
    for number, wanted in enumerate(expected.arguments):
        # A forged answer may lack arguments.
        came = got.arguments[number] if number < len(got.arguments) else Unobserved
        kept = same(wanted, came) if asked.leaves_inputs else _all_close(wanted, came, asked)
        if not kept or _lost_graph(wanted, came):
            facts = {"number": str(number + 1), "found": "requires-grad" if kept else "values"}
            return Difference(ProblemKind.INPUT_CHANGED, wanted, came, facts)
    return None


def _lost_graph(wanted: Any, came: Any) -> bool:
    """Whether a tensor of the same two values requires grad no more. One that now does is let be:
    marking an input is a usual way to differentiate."""
    return any(
        isinstance(w, TensorRecord) and w.requires_grad and not c.requires_grad
        for _, w, c in walk(wanted, came)
    )


def _all_close(wanted: Any, came: Any, asked: Expectations) -> bool:
    if _type(wanted, came, "", exact=True) is not None:
        return False
    return all(close(w, c, asked.tolerance) for _, w, c in walk(wanted, came))


# --- values ---------------------------------------------------------------------------------------


def _values(expected: Observation, got: Observation, asked: Expectations) -> Difference | None:
    for call, path, wanted, came in _leaves(expected, got):
        if not close(wanted, came, asked.tolerance):
            facts = _at(path) | _where(wanted, came, asked.tolerance)
            return _in_call(Difference(ProblemKind.VALUE, wanted, came, facts), call, expected)
    return None


def _where(wanted: Any, came: Any, tolerance: tuple[float, float] | None) -> dict[str, str]:
    near = closeness(wanted, came, tolerance) if is_array(wanted) else None
    if near is None or near.ndim == 0:
        return {}
    apart = ~near
    index = [int(i) for i in np.unravel_index(int(apart.reshape(-1).int().argmax()), near.shape)]
    return {
        "differing": str(int(apart.sum())),
        "total": str(apart.numel()),
        "index": ", ".join(str(each) for each in index),
    }


def _leaves(expected: Observation, got: Observation) -> Iterator[tuple[int, str, Any, Any]]:
    for call, (wanted, came) in enumerate(zip(expected.answers, got.answers, strict=False)):
        for path, w, c in walk(wanted, came):
            yield call, path, w, c


def _at(path: str) -> dict[str, str]:
    return {"where": path or "none"}


def _in_call(found: Difference, call: int, expected: Observation) -> Difference:
    if len(expected.answers) == 1:
        return found
    facts = {**found.facts, "call": ("first", "second")[call]}
    return Difference(found.kind, found.expected, found.got, facts)


Look = Callable[[Observation, Observation, Expectations], Difference | None]

_LOOKS: tuple[Look, ...] = (
    _types,
    _devices,
    _dtypes,
    _shapes,
    _memory,
    _graph,
    _gradients,
    _inputs,
    _values,
)

BESIDE_THE_RESULT: tuple[Look, ...] = (_computed_on, _memory, _gradients, _inputs)
"""The looks that ask for nothing of the result's own type, dtype and values."""

ORDER = tuple(ProblemKind)
"""The kinds in the order of looking, first to last."""
