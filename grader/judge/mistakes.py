"""Recognizes the named mistake that an answer makes.

The answer is compared with each mistake exactly, and then loosely: as a tutor would, for whom the
misconception is the same whether the result is a number or a tensor of one element, in float32 or
float64, with a graph or without.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import torch

from grader.judge.checks import NON_RESULT_CHECKS, find_difference
from grader.judge.comparison import (
    TOLERANCES,
    as_tensor,
    is_array,
    is_close,
    is_close_number,
    is_same_device,
    is_same_type,
    single_number,
)
from grader.judge.explain_exception import explain
from grader.judge.records import UNOBSERVED, Exam, MistakeRun, Observation
from grader.probe import ArrayRecord, TensorRecord
from lessons.authoring import Expectations

_Compare = Callable[[Observation, Observation, Observation, Expectations], bool]
"""Compares the observations of a mistake and an answer, given the reference's, on one case."""


def find_mistake(
    exam: Exam, mistakes: tuple[MistakeRun, ...], answer: tuple[Observation, ...]
) -> str | None:
    """Return the key of the named mistake that the answer makes, or None.

    The answer must equal the mistake on every case on which the mistake differs from the reference.
    An exact match counts first; of loose matches only a unique one does. Of several matches, the
    one that differs from the reference on most cases explains most.
    """
    exact = _most_telling(
        [each for each in mistakes if _matches(each, exam, answer, _equal_exactly)]
    )
    if exact:
        return exact[0]
    loose = _most_telling(
        [each for each in mistakes if _matches(each, exam, answer, _equal_loosely)]
    )
    return loose[0] if len(loose) == 1 else None


def may_match(exam: Exam, number: int, mistake: Observation, answer: Observation) -> bool:
    """Return whether `find_mistake` may find a mistake, by the case with this number alone."""
    reference = exam.expected[number]
    if find_difference(reference, mistake, exam.expectations) is None:
        return True  # the mistake shows in other cases only
    return any(
        _matches_case(mistake, answer, reference, exam, compare)
        for compare in (_equal_exactly, _equal_loosely)
    )


def _most_telling(mistakes: list[MistakeRun]) -> tuple[str, ...]:
    """Return the keys, each once, of those that differ from the reference on most cases."""
    most = max((len(each.distinguishing_cases) for each in mistakes), default=0)
    telling = [each.key for each in mistakes if len(each.distinguishing_cases) == most]
    return tuple(dict.fromkeys(telling))


def _matches(
    mistake: MistakeRun, exam: Exam, answer: tuple[Observation, ...], compare: _Compare
) -> bool:
    return bool(mistake.distinguishing_cases) and all(
        _matches_case(mistake.observations[n], answer[n], exam.expected[n], exam, compare)
        for n in mistake.distinguishing_cases
    )


def _matches_case(
    mistake: Observation,
    answer: Observation,
    reference: Observation,
    exam: Exam,
    compare: _Compare,
) -> bool:
    if mistake.raised is not None and answer.raised is not None:
        return _raised_alike(mistake, answer)
    if mistake.moves != answer.moves:
        return False  # fewer are right, but the mistake is another one
    return compare(mistake, answer, reference, exam.expectations)


def _raised_alike(mistake: Observation, answer: Observation) -> bool:
    if (mistake.raised or {}).get("type") != (answer.raised or {}).get("type"):
        return False
    # Only the jail reports facts, such as the layer that refused its input; they refine the key.
    one, other = (explain({**(each.raised or {}), "facts": {}}) for each in (mistake, answer))
    return (one.type, one.key) == (other.type, other.key)


def _equal_exactly(
    mistake: Observation, answer: Observation, _: Observation, expectations: Expectations
) -> bool:
    return find_difference(mistake, answer, expectations) is None


def _equal_loosely(
    mistake: Observation, answer: Observation, reference: Observation, expectations: Expectations
) -> bool:
    if mistake.raised is not None or answer.raised is not None:
        return False
    if len(mistake.returned) != len(answer.returned):
        return False
    # If the reference raised, its result cannot coincide with the mistake's.
    references = (UNOBSERVED,) * len(mistake.returned)
    if reference.raised is None:
        references = reference.returned
    for values in zip(mistake.returned, answer.returned, references, strict=False):
        for values_inside in _walk_triples(*values, expectations.exact_containers):
            if values_inside is None or not _values_match(*values_inside, expectations):
                return False
    return all(check(mistake, answer, expectations) is None for check in NON_RESULT_CHECKS)


_Triple = tuple[Any, Any, Any]


def _walk_triples(
    mistake: Any, answer: Any, reference: Any, exact: bool
) -> Iterator[_Triple | None]:
    """Yield the corresponding values inside three results.

    The reference's value is UNOBSERVED where it has none at that place. Yield None where the
    containers of the mistake and the answer differ; with `exact`, a list and a tuple differ.
    """
    if isinstance(mistake, list | tuple):
        fits = isinstance(answer, list | tuple) and len(answer) == len(mistake)
        if not fits or (exact and isinstance(mistake, tuple) != isinstance(answer, tuple)):
            yield None
            return
        has_items = isinstance(reference, list | tuple) and len(reference) == len(mistake)
        references = reference if has_items else (UNOBSERVED,) * len(mistake)
        for values in zip(mistake, answer, references, strict=True):
            yield from _walk_triples(*values, exact)
    elif isinstance(mistake, dict):
        if not isinstance(answer, dict) or answer.keys() != mistake.keys():
            yield None
            return
        for key, value in mistake.items():
            other = reference.get(key, UNOBSERVED) if isinstance(reference, dict) else UNOBSERVED
            yield from _walk_triples(value, answer[key], other, exact)
    else:
        yield mistake, answer, reference


def _values_match(mistake: Any, answer: Any, reference: Any, expectations: Expectations) -> bool:
    """Return whether a mistake's value and an answer's match loosely.

    If the mistake's value also matches the reference's, the mistake consists in a trait that is
    ignored otherwise, such as the dtype. The answer must then share that trait with the mistake.
    """
    if not _is_near(mistake, answer, expectations):
        return False
    if reference is UNOBSERVED or not _is_near(mistake, reference, expectations):
        return True
    traits, reference_traits = _traits(mistake), _traits(reference)
    answer_traits = _traits(answer)
    return all(
        answer_traits.get(name) == trait
        for name, trait in traits.items()
        if name in reference_traits and reference_traits[name] != trait
    )


def _is_near(mistake: Any, answer: Any, expectations: Expectations) -> bool:
    if isinstance(mistake, TensorRecord) and isinstance(answer, TensorRecord):
        if not is_same_device(mistake.device, answer.device):
            return False
        if mistake.entries is None or answer.entries is None:
            return mistake.entries is answer.entries and mistake.shape == answer.shape
    one, other = _number_of(mistake), _number_of(answer)
    if one is not None and other is not None:
        return is_close_number(one, other, *_tolerance(expectations))
    if is_array(mistake) and type(mistake) is type(answer) and mistake.entries is not None:
        has_entries = answer.entries is not None and mistake.shape == answer.shape
        return has_entries and _entries_close(mistake, answer, expectations)
    return is_same_type(mistake, answer) and is_close(mistake, answer, expectations.tolerance)


def _entries_close(mistake: Any, answer: Any, expectations: Expectations) -> bool:
    one, other = (as_tensor(each.data) for each in (mistake, answer))
    wide = torch.complex128 if one.is_complex() or other.is_complex() else torch.float64
    relative, absolute = _tolerance(expectations)
    mask = torch.isclose(other.to(wide), one.to(wide), rtol=relative, atol=absolute, equal_nan=True)
    return bool(mask.all())


def _tolerance(expectations: Expectations) -> tuple[float, float]:
    return expectations.tolerance or TOLERANCES[torch.float32]


def _number_of(value: Any) -> Any:
    """Return the single number that the value is or holds, or None."""
    if isinstance(value, TensorRecord | ArrayRecord):
        if value.entries is None or torch.Size(value.shape).numel() != 1:
            return None
        return single_number(value.data)
    return value if isinstance(value, int | float | complex) else None


def _traits(value: Any) -> dict[str, Any]:
    """Return the traits that a loose comparison ignores, by name."""
    if isinstance(value, TensorRecord):
        return {
            "kind": "tensor",
            "dtype": value.dtype,
            "shape": value.shape,
            "requires_grad": value.requires_grad,
        }
    if isinstance(value, ArrayRecord):
        return {"kind": "number" if value.scalar else "array", "shape": value.shape} | (
            {} if value.scalar else {"dtype": value.dtype}
        )
    return {"kind": "number", "shape": ()} if isinstance(value, int | float | complex) else {}
