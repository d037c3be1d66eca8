"""The first check: whether the returned values have the types of the reference's."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from grader.judge.comparison import format_key, is_same_type, type_name
from grader.judge.differences import Difference, add_call, location
from grader.judge.records import Observation
from grader.probe import Oversized
from grader.protocol import ProblemKind
from lessons.authoring import Expectations


def check_types(
    reference: Observation, answer: Observation, expectations: Expectations
) -> Difference | None:
    """Check the types of the returned values and of what they contain."""
    pairs = zip(reference.returned, answer.returned, strict=False)
    for call, (expected, actual) in enumerate(pairs):
        found = compare_types(expected, actual, "", expectations.exact_containers)
        if found is not None:
            return add_call(found, call, reference)
    return None


def compare_types(expected: Any, actual: Any, path: str, exact: bool) -> Difference | None:
    """Return the first difference in types. With `exact`, a list is not accepted for a tuple."""
    if isinstance(expected, list | tuple):
        if not isinstance(actual, list | tuple) or (
            exact and _container_type(expected) is not _container_type(actual)
        ):
            return _wrong_type(expected, actual, path)
        if len(expected) != len(actual):
            lengths = {"expected_length": str(len(expected)), "got_length": str(len(actual))}
            return _wrong_type(expected, actual, path, lengths)
        items = enumerate(zip(expected, actual, strict=True))
        deeper = (compare_types(e, a, f"{path}[{number}]", exact) for number, (e, a) in items)
        return next((found for found in deeper if found is not None), None)
    if isinstance(expected, dict):
        if not isinstance(actual, dict):
            return _wrong_type(expected, actual, path)
        if expected.keys() != actual.keys():
            return _wrong_type(expected, actual, path, _key_facts(expected, actual))
        deeper = (
            compare_types(e, actual[key], f"{path}[{format_key(key)}]", exact)
            for key, e in expected.items()
        )
        return next((found for found in deeper if found is not None), None)
    return None if is_same_type(expected, actual) else _wrong_type(expected, actual, path)


def _wrong_type(
    expected: Any, actual: Any, path: str, more: Mapping[str, str] = MappingProxyType({})
) -> Difference:
    facts = location(path) | {"expected_type": type_name(expected), "got_type": type_name(actual)}
    if isinstance(actual, Oversized) and actual.type == type_name(expected):
        facts |= {"expected_length": str(len(expected)), "got_length": str(actual.length)}
    return Difference(ProblemKind.TYPE, expected, actual, {**facts, **more})


def _key_facts(expected: Mapping[Any, Any], actual: Mapping[Any, Any]) -> dict[str, str]:
    """Return the first missing key and the first unexpected key, as facts."""
    missing = (format_key(key) for key in expected if key not in actual)
    extra = (format_key(key) for key in actual if key not in expected)
    found = {"missing_key": next(missing, None), "extra_key": next(extra, None)}
    return {name: text for name, text in found.items() if text is not None}


def _container_type(value: Any) -> type:
    return tuple if isinstance(value, tuple) else list
