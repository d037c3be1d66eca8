"""Which named mistake an answer is.

First to the letter; then as a tutor would see it, for whom a thought stays the same whether its
result came as a number or as a tensor of one element, in float32 or float64, with a graph or not.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import torch

from grader.judge.checks import BESIDE_THE_RESULT, difference
from grader.judge.comparison import (
    TOLERANCES,
    as_tensor,
    is_array,
    near_numbers,
    only_number,
    same_device,
    same_type,
)
from grader.judge.comparison import close as strictly_close
from grader.judge.explain_exception import explained
from grader.judge.records import Exam, MistakeRun, Observation, Unobserved
from grader.probe import ArrayRecord, TensorRecord
from lessons.authoring import Expectations


def mistake(
    exam: Exam, wrongs: tuple[MistakeRun, ...], seen: tuple[Observation, ...]
) -> str | None:
    """The key of the named mistake that the answer equals on every case that tells that mistake
    apart from the reference. Where two are as near, and neither to the letter: None."""
    for wrong in wrongs:
        if _is(wrong, exam, seen, _strictly):
            return wrong.key
    keys = {wrong.key for wrong in wrongs if _is(wrong, exam, seen, _loosely)}
    return keys.pop() if len(keys) == 1 else None


def _is(wrong: MistakeRun, exam: Exam, seen: tuple[Observation, ...], alike: Any) -> bool:
    return bool(wrong.distinguishing_cases) and all(
        _ended_alike(wrong.observations[n], seen[n])
        if wrong.observations[n].raised is not None and seen[n].raised is not None
        else alike(wrong.observations[n], seen[n], exam.expected[n], exam.expectations)
        for n in wrong.distinguishing_cases
    )


def _ended_alike(wrong: Observation, seen: Observation) -> bool:
    if (wrong.raised or {}).get("type") != (seen.raised or {}).get("type"):
        return False
    one, other = explained(wrong.raised or {}), explained(seen.raised or {})
    return (one.type, one.key) == (other.type, other.key)


def _strictly(wrong: Observation, seen: Observation, _: Observation, asked: Expectations) -> bool:
    return difference(wrong, seen, asked) is None


def _loosely(
    wrong: Observation, seen: Observation, expected: Observation, asked: Expectations
) -> bool:
    if wrong.raised is not None or seen.raised is not None:
        return False
    if len(wrong.answers) != len(seen.answers):
        return False
    # Without a reference's result there is nothing that it could share with the mistake's.
    rights = expected.answers if expected.raised is None else (Unobserved,) * len(wrong.answers)
    for said, came, right in zip(wrong.answers, seen.answers, rights, strict=False):
        for leaf in _leaves(said, came, right, asked.exact_containers):
            if leaf is None or not _leaf_alike(*leaf, asked):
                return False
    return all(look(wrong, seen, asked) is None for look in BESIDE_THE_RESULT)


_Leaf = tuple[Any, Any, Any]


def _leaves(wrong: Any, seen: Any, expected: Any, exact: bool) -> Iterator[_Leaf | None]:
    """The leaves of the mistake's result and the answer's, each with the reference's where there is
    one in that place; None where the containers of the first two differ."""
    if isinstance(wrong, list | tuple):
        fits = isinstance(seen, list | tuple) and len(seen) == len(wrong)
        if not fits or (exact and isinstance(wrong, tuple) != isinstance(seen, tuple)):
            yield None
            return
        beside = isinstance(expected, list | tuple) and len(expected) == len(wrong)
        rights = expected if beside else (Unobserved,) * len(wrong)
        for said, came, right in zip(wrong, seen, rights, strict=True):
            yield from _leaves(said, came, right, exact)
    elif isinstance(wrong, dict):
        if not isinstance(seen, dict) or seen.keys() != wrong.keys():
            yield None
            return
        for key, said in wrong.items():
            right = expected.get(key, Unobserved) if isinstance(expected, dict) else Unobserved
            yield from _leaves(said, seen[key], right, exact)
    else:
        yield wrong, seen, expected


def _leaf_alike(wrong: Any, seen: Any, expected: Any, asked: Expectations) -> bool:
    """A mistake that lies only in what is overlooked here (its result is the reference's, but for
    the dtype) is known by just that, so there the two must agree."""
    if not _near(wrong, seen, asked):
        return False
    if expected is Unobserved or not _near(wrong, expected, asked):
        return True
    traits, of_right, of_seen = _traits(wrong), _traits(expected), _traits(seen)
    return all(
        of_seen.get(name) == trait
        for name, trait in traits.items()
        if name in of_right and of_right[name] != trait
    )


def _near(wrong: Any, seen: Any, asked: Expectations) -> bool:
    if isinstance(wrong, TensorRecord) and isinstance(seen, TensorRecord):
        if not same_device(wrong.device, seen.device):
            return False
        if wrong.data is None or seen.data is None:
            return wrong.data is seen.data and wrong.shape == seen.shape
    one, other = _only_number(wrong), _only_number(seen)
    if one is not None and other is not None:
        return near_numbers(one, other, *_tolerance(asked))
    if is_array(wrong) and type(wrong) is type(seen) and wrong.data is not None:
        return seen.data is not None and wrong.shape == seen.shape and _entries(wrong, seen, asked)
    return same_type(wrong, seen) and strictly_close(wrong, seen, asked.tolerance)


def _entries(wrong: Any, seen: Any, asked: Expectations) -> bool:
    one, other = (as_tensor(each.data) for each in (wrong, seen))
    wide = torch.complex128 if one.is_complex() or other.is_complex() else torch.float64
    relative, absolute = _tolerance(asked)
    near = torch.isclose(other.to(wide), one.to(wide), rtol=relative, atol=absolute, equal_nan=True)
    return bool(near.all())


def _tolerance(asked: Expectations) -> tuple[float, float]:
    return asked.tolerance or TOLERANCES[torch.float32]


def _only_number(value: Any) -> Any:
    """The one number that the value is or holds, or None."""
    if isinstance(value, TensorRecord | ArrayRecord):
        if value.data is None or torch.Size(value.shape).numel() != 1:
            return None
        return only_number(value.data)
    return value if isinstance(value, int | float | complex) else None


def _traits(value: Any) -> dict[str, Any]:
    """What is overlooked, by name."""
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
