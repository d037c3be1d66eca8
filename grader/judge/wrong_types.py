"""Names what is wrong about the type of a result, so that a message can say what to do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from grader.judge.comparison import is_same_type
from grader.judge.differences import Difference
from grader.judge.layers import function_of_layer, is_layer
from grader.judge.records import UNOBSERVED
from grader.probe import Opaque

_FUNCTIONS = {"builtin_function_or_method", "function", "method", "method_descriptor"}
_NUMBERS = {"int", "float", "complex", "bool"}

_BY_TYPE = {
    "ellipsis": "ellipsis",
    "generator": "generator",
    "map": "generator",
    "zip": "generator",
    "filter": "generator",
    "module": "module",
    "type": "class",
    "_TensorMeta": "class",  # the class torch.Tensor itself
    "str": "text",
    **dict.fromkeys(_FUNCTIONS, "function"),
}

_CONVERTIBLE = {
    ("torch.Tensor", "numpy.ndarray"),
    ("torch.Tensor", "list"),
    ("numpy.ndarray", "torch.Tensor"),
    ("numpy.ndarray", "list"),
    ("list", "torch.Tensor"),
    ("list", "numpy.ndarray"),
    ("str", "torch.device"),
    ("torch.device", "str"),
    ("torch.dtype", "str"),
    ("torch.Size", "list"),
    ("set", "list"),
    ("range", "list"),
}
"""(type that came, type that is wanted) where one call makes one of the other."""


def wrong_type_facts(
    found: Difference, expected_result: Any, result: Any, reads_grad: bool
) -> dict[str, str]:
    """Return the fact `found`, which selects the message, and `function` for a layer.

    `expected_result` and `result` are the whole values that the reference and the answer returned,
    and `reads_grad` says whether the code reads a `.grad`.
    """
    kind = _kind(found, expected_result, result, reads_grad)
    facts = {"found": kind}
    if kind == "layer":
        facts["function"] = function_of_layer(found.facts["got_type"])
    return facts


def _kind(found: Difference, expected_result: Any, result: Any, reads_grad: bool) -> str:
    facts: Mapping[str, str] = found.facts
    got, wanted = facts["got_type"], facts["expected_type"]
    for name, kind in (
        ("missing_key", "missing-key"),
        ("extra_key", "extra-key"),
        ("got_length", "length"),
    ):
        if name in facts:
            return kind
    if got == "None":
        if reads_grad:
            return "none-grad"
        return "none" if facts["where"] == "none" else "none-item"
    if is_layer(got):
        return "layer" if wanted == "torch.Tensor" else "model"
    if got.startswith("numpy.ndarray[") or (isinstance(found.actual, Opaque) and got == "ndarray"):
        return "object-array"
    if (got, wanted) in _CONVERTIBLE or _is_number_conversion(got, wanted):
        return "convertible"
    if got in _BY_TYPE:
        return _BY_TYPE[got]
    return _kind_of_container(found, got, wanted, expected_result, result)


def _kind_of_container(
    found: Difference, got: str, wanted: str, expected_result: Any, result: Any
) -> str:
    if {got, wanted} <= {"list", "tuple"}:
        return "other-container"
    if _is_swapped(found, expected_result, result):
        return "order"
    if got in ("list", "tuple"):
        return "one-of-items"
    if wanted == "tuple" and found.facts["where"] == "none":
        return "items-missing"
    return "other"


def _is_number_conversion(got: str, wanted: str) -> bool:
    numbers = _NUMBERS | {"str"} if wanted != "torch.Tensor" else _NUMBERS
    is_number = got in numbers or (got.startswith("numpy.") and got != "numpy.ndarray")
    if wanted in _NUMBERS or wanted.startswith("numpy."):
        return is_number or got in ("torch.Tensor", "numpy.ndarray")
    return is_number and wanted in ("torch.Tensor", "numpy.ndarray")


def _is_swapped(found: Difference, expected_result: Any, result: Any) -> bool:
    """Return whether another item of the result has the type that is wanted here."""
    if not isinstance(expected_result, list | tuple) or not isinstance(result, list | tuple):
        return False
    if found.expected is UNOBSERVED or len(expected_result) != len(result):
        return False
    pairs = list(zip(expected_result, result, strict=True))
    here = [n for n, (e, a) in enumerate(pairs) if e is found.expected and a is found.actual]
    return any(
        number not in here
        and is_same_type(found.expected, actual)
        and not is_same_type(expected, actual)
        for number, (expected, actual) in enumerate(pairs)
    )
