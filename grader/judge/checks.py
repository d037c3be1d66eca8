"""The checks that compare an answer with the reference, in the order in which a tutor would.

Each check answers one question about one case, and relies on the earlier checks having passed.

In a check, `reference` and `answer` are the observations of the reference and of the submission on
one case; `expected` and `actual` are values in the same place of both.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from grader.judge.comparison import (
    dtype_name,
    is_array,
    is_close,
    is_identical,
    is_same_device,
    type_name,
    walk_pairs,
)
from grader.judge.differences import Difference, add_call, location, returned_pairs
from grader.judge.properties import check_usable
from grader.judge.records import UNOBSERVED, Observation
from grader.judge.type_check import check_types, compare_types
from grader.probe import Opaque, TensorRecord
from grader.protocol import ProblemKind
from lessons.authoring import Expectations
from lessons.properties import Property


def find_difference(
    reference: Observation, answer: Observation, expectations: Expectations
) -> Difference | None:
    """Return the first difference between two observations of one case, or None.

    That of a script has the index of its round as the fact "step".
    """
    for index, pair in enumerate(zip(reference.rounds, answer.rounds, strict=False)):
        found = find_difference(*pair, expectations)
        if found is not None:
            return replace(found, facts={**found.facts, "step": str(index)})
    if reference.rounds:
        return None
    if reference.raised is not None or answer.raised is not None:
        return _check_raised(reference, answer)
    found = _check_collected(reference, answer, expectations)
    if found is not None:
        return found
    found_property = expectations.property
    for kind, check in _CHECKS.items():
        if found_property is not None and not _is_compared(kind, found_property):
            continue
        found = check(reference, answer, expectations)
        if found is not None:
            # The words about memory say that the values are right, so they must be.
            is_alias = kind is ProblemKind.ALIAS
            return (is_alias and _check_values(reference, answer, expectations)) or found
    return None if found_property is None else check_usable(reference, answer, found_property)


def _is_compared(kind: ProblemKind, found: Property) -> bool:
    """Return whether a result is compared with the reference's although a property decides."""
    if kind in {ProblemKind.DTYPE, ProblemKind.SHAPE}:
        return bool(getattr(found, kind))
    if kind in {ProblemKind.TYPE, ProblemKind.DEVICE, ProblemKind.REQUIRES_GRAD}:
        return found.types
    return kind is not ProblemKind.VALUE


def _check_raised(reference: Observation, answer: Observation) -> Difference | None:
    if answer.raised is None:
        expected = str((reference.raised or {}).get("type"))
        facts = location("") | {"raises": expected}
        return Difference(ProblemKind.VALUE, Opaque("exception", expected), answer.value, facts)
    if reference.raised is None:
        return Difference(ProblemKind.EXCEPTION, reference.value)
    if reference.raised.get("type") != answer.raised.get("type") or reference.at != answer.at:
        expected = str(reference.raised.get("type"))
        return Difference(ProblemKind.EXCEPTION, Opaque("exception", expected))
    return None


# --- device, dtype, shape -------------------------------------------------------------------------


def _check_devices(
    reference: Observation, answer: Observation, expectations: Expectations
) -> Difference | None:
    for call, path, expected, actual in returned_pairs(reference, answer):
        if isinstance(expected, TensorRecord) and not is_same_device(
            expected.device, actual.device
        ):
            facts = location(path) | {
                "expected_device": expected.device,
                "got_device": actual.device,
            }
            found = Difference(ProblemKind.DEVICE, expected, actual, facts)
            return add_call(found, call, reference)
    return _check_computed_on(reference, answer, expectations)


def _check_computed_on(
    reference: Observation, answer: Observation, expectations: Expectations
) -> Difference | None:
    if expectations.computed_on is not None and not set(reference.devices) <= set(answer.devices):
        facts = {
            "computed_on": ", ".join(answer.devices) or "none",
            "expected_device": ", ".join(reference.devices),
        }
        return Difference(ProblemKind.DEVICE, facts=facts)
    return None


def _check_collected(
    reference: Observation, answer: Observation, _: Expectations
) -> Difference | None:
    if not reference.collected or answer.collected:
        return None
    facts = location("") | {"expected_type": "iterator", "got_type": type_name(answer.value)}
    return Difference(ProblemKind.TYPE, Opaque("iterator", "<iterator>"), answer.value, facts)


def _check_dtypes(
    reference: Observation, answer: Observation, _: Expectations
) -> Difference | None:
    return _check_attribute(reference, answer, ProblemKind.DTYPE, dtype_name)


def _check_shapes(
    reference: Observation, answer: Observation, _: Expectations
) -> Difference | None:
    return _check_attribute(reference, answer, ProblemKind.SHAPE, str)


def _check_attribute(
    reference: Observation, answer: Observation, kind: ProblemKind, as_text: Callable[[Any], str]
) -> Difference | None:
    """Return the first pair of tensors or arrays that differ in the attribute named like `kind`."""
    for call, path, expected, actual in returned_pairs(reference, answer):
        if not is_array(expected):
            continue
        wanted, got = getattr(expected, kind), getattr(actual, kind)
        if wanted != got:
            texts = {f"expected_{kind}": as_text(wanted), f"got_{kind}": as_text(got)}
            found = Difference(kind, expected, actual, location(path) | texts)
            return add_call(found, call, reference)
    return None


# --- memory, graph, gradients, inputs -------------------------------------------------------------


def _check_memory(
    reference: Observation, answer: Observation, expectations: Expectations
) -> Difference | None:
    if expectations.shares_memory_with is None:
        return None
    in_result = _write_has_same_effect(
        reference.value, reference.value_after, answer.value, answer.value_after
    )
    in_argument = _write_has_same_effect(
        reference.argument_between,
        reference.argument_after,
        answer.argument_between,
        answer.argument_after,
    )
    if in_result and in_argument:
        return None
    facts = {"parameter": expectations.shares_memory_with}
    return Difference(ProblemKind.ALIAS, reference.value, answer.value, facts)


def _write_has_same_effect(before: Any, after: Any, got_before: Any, got_after: Any) -> bool:
    """Return whether writing a secret value to one tensor changed the other as in the reference.

    `before` and `after` are the other tensor's values in the reference: if it does not change, the
    answer's must not; otherwise the answer's must hold the same secret value.
    """
    if is_identical(before, after):
        return is_identical(got_before, got_after)
    return is_identical(after, got_after)


def _check_requires_grad(
    reference: Observation, answer: Observation, expectations: Expectations
) -> Difference | None:
    if expectations.requires_grad is None:
        return None
    for call, path, expected, actual in returned_pairs(reference, answer):
        if not isinstance(expected, TensorRecord):
            continue
        is_detached = expected.requires_grad and not expected.leaf and actual.leaf
        if expected.requires_grad != actual.requires_grad or is_detached:
            facts = location(path) | {
                "expected_grad": str(expected.requires_grad),
                "got_grad": str(actual.requires_grad),
            }
            found = Difference(ProblemKind.REQUIRES_GRAD, expected, actual, facts)
            return add_call(found, call, reference)
    return None


def _check_gradients(
    reference: Observation, answer: Observation, expectations: Expectations
) -> Difference | None:
    if not expectations.grad_of:
        return None
    gradients = answer.gradients
    if not isinstance(gradients, list | tuple) or len(gradients) != len(expectations.grad_of):
        found = "failed" if answer.backward_raised is None else "raised"
        facts = {"parameter": expectations.grad_of[0], "found": found}
        return Difference(ProblemKind.GRAD, facts=facts)
    if not isinstance(reference.gradients, list | tuple):  # of a mistake, whose backward raises
        facts = {"parameter": expectations.grad_of[0], "found": "different"}
        return Difference(ProblemKind.GRAD, facts=facts)
    triples = zip(expectations.grad_of, reference.gradients, gradients, strict=True)
    for name, expected, actual in triples:
        if expected is None or _is_zero(expected):
            fits = actual is None or _is_zero(actual)
        else:
            fits = isinstance(actual, TensorRecord) and is_close(
                expected, actual, expectations.tolerance
            )
        if not fits:
            facts = {"parameter": name, "found": "none" if actual is None else "different"}
            return Difference(ProblemKind.GRAD, expected, actual, facts)
    return None


def has_no_gradient(gradients: Any, number: int) -> bool:
    """Return whether the gradient of the parameter with this number is missing or zero."""
    if not isinstance(gradients, list | tuple):
        return True
    return gradients[number] is None or _is_zero(gradients[number])


def _is_zero(value: Any) -> bool:
    data = value.data if isinstance(value, TensorRecord) else None
    return data is not None and not data.any()


def _check_inputs(
    reference: Observation, answer: Observation, expectations: Expectations
) -> Difference | None:
    for number, expected in enumerate(reference.arguments):
        actual = _item_at(answer.arguments, number)
        if expectations.leaves_inputs:
            has_values = is_identical(expected, actual)
        else:
            has_values = _all_close(expected, actual, expectations)
        if not has_values or _lost_requires_grad(expected, actual):
            found = "requires-grad" if has_values else "values"
            facts = {"number": str(number + 1), "found": found}
            return Difference(ProblemKind.INPUT_CHANGED, expected, actual, facts)
    return None


def _item_at(items: Any, number: int) -> Any:
    """Return an item of an answer's list, or UNOBSERVED: a forged answer may lack items."""
    is_list = isinstance(items, list | tuple)
    return items[number] if is_list and number < len(items) else UNOBSERVED


def _lost_requires_grad(expected: Any, actual: Any) -> bool:
    """Return whether a tensor no longer requires grad.

    One that newly requires grad is accepted: that is a usual way to differentiate.
    """
    return any(
        isinstance(e, TensorRecord) and e.requires_grad and not a.requires_grad
        for _, e, a in walk_pairs(expected, actual)
    )


def _all_close(expected: Any, actual: Any, expectations: Expectations) -> bool:
    if compare_types(expected, actual, "", exact=True) is not None:
        return False
    return all(is_close(e, a, expectations.tolerance) for _, e, a in walk_pairs(expected, actual))


# --- values ---------------------------------------------------------------------------------------


def _check_values(
    reference: Observation, answer: Observation, expectations: Expectations
) -> Difference | None:
    for call, path, expected, actual in returned_pairs(reference, answer):
        if not is_close(expected, actual, expectations.tolerance):
            found = Difference(ProblemKind.VALUE, expected, actual, location(path))
            return add_call(found, call, reference)
    return None


def _check_states(
    reference: Observation, answer: Observation, expectations: Expectations
) -> Difference | None:
    """Compare what the author asks of given objects after the call."""
    if reference.states is UNOBSERVED:
        return None
    for number, expected in enumerate(reference.states):
        actual = _item_at(answer.states, number)
        if not _all_close(expected, actual, expectations):
            return Difference(
                ProblemKind.GIVEN_STATE, expected, actual, {"number": str(number + 1)}
            )
    return None


# --- transfers ------------------------------------------------------------------------------------


def _check_moves(reference: Observation, answer: Observation, _: Expectations) -> Difference | None:
    """Compare the counts of the stand-in for a GPU, so that verdicts are alike on all machines."""
    if reference.moves is UNOBSERVED or answer.moves is UNOBSERVED:
        return None
    enough, counts = _count_moves(reference), _count_moves(answer)
    too_many = {name: count for name, count in counts.items() if count > enough[name]}
    if not too_many:
        return None
    facts = {f"got_{name}": str(count) for name, count in too_many.items()}
    facts |= {f"expected_{name}": str(enough[name]) for name in too_many}
    return Difference(ProblemKind.TRANSFERS, facts=facts)


def _count_moves(observed: Observation) -> Mapping[str, int]:
    moves = observed.moves
    return {
        "transfers": moves["there"] + moves["back"],
        "synchronizations": moves["synchronizations"],
    }


Check = Callable[[Observation, Observation, Expectations], Difference | None]

_CHECKS: Mapping[ProblemKind, Check] = {
    ProblemKind.TYPE: check_types,
    ProblemKind.DEVICE: _check_devices,
    ProblemKind.DTYPE: _check_dtypes,
    ProblemKind.SHAPE: _check_shapes,
    # Before the memory and the gradients, which a changed input makes look wrong, too.
    ProblemKind.INPUT_CHANGED: _check_inputs,
    ProblemKind.ALIAS: _check_memory,
    ProblemKind.REQUIRES_GRAD: _check_requires_grad,
    ProblemKind.GRAD: _check_gradients,
    ProblemKind.VALUE: _check_values,
    ProblemKind.GIVEN_STATE: _check_states,
    ProblemKind.TRANSFERS: _check_moves,
}
"""The checks in the order in which they are made, by the kind of problem that each finds."""

ORDER = (ProblemKind.EXCEPTION, *_CHECKS)
"""The kinds of problems that a difference may have, the first cause first."""

NON_RESULT_CHECKS: tuple[Check, ...] = (
    _check_computed_on,
    _check_memory,
    _check_gradients,
    _check_inputs,
    _check_states,
)
"""The checks that do not depend on the result's own type, dtype and values."""
