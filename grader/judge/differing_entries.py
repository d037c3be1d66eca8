"""Facts about the entries in which an answer's tensor, array or number differs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import torch

from grader.judge.comparison import TOLERANCES, as_tensor, close_mask, is_array
from grader.judge.differences import Difference
from grader.judge.records import UNOBSERVED
from grader.probe import ArrayRecord, TensorRecord
from grader.protocol import ProblemKind


def with_entries(found: Difference, tolerance: tuple[float, float] | None) -> Difference:
    """Return a difference of values with the facts about the entries that differ.

    They take longer than to find out that values differ, and are needed of the shown case alone.
    """
    has_values = found.kind is ProblemKind.VALUE and found.expected is not UNOBSERVED
    if not has_values or found.facts.keys() & {"raises", "strange"}:
        return found
    more = locate_entry(found.expected, found.actual, tolerance)
    strange = strange_number(found.expected, found.actual)
    return replace(found, facts={**found.facts, **more, **strange})


def locate_entry(
    expected: Any, actual: Any, tolerance: tuple[float, float] | None
) -> dict[str, str]:
    """Return the number of differing entries and the index of the first, as facts.

    A single entry is not located.
    """
    mask = close_mask(expected, actual, tolerance) if is_array(expected) else None
    if mask is None or mask.numel() == 1:
        return {}
    differs = ~mask
    first = int(differs.reshape(-1).int().argmax())
    index = [int(i) for i in np.unravel_index(first, mask.shape)]
    return {
        "differing": str(int(differs.sum())),
        "total": str(differs.numel()),
        "index": ", ".join(str(each) for each in index),
    }


def strange_number(expected: Any, actual: Any) -> dict[str, str]:
    """Return the fact that the answer has nan, or else infinity, where no such is expected."""
    for name, is_strange in (("nan", torch.isnan), ("inf", torch.isinf)):
        if _has(actual, is_strange) and not _has(expected, is_strange):
            return {"strange": name}
    return {}


def _has(value: Any, is_strange: Callable[[torch.Tensor], torch.Tensor]) -> bool:
    if isinstance(value, TensorRecord | ArrayRecord):
        value = value.data
    elif not isinstance(value, float | complex):
        return False
    if value is None:
        return False
    numbers = as_tensor(value)
    if numbers.dtype not in TOLERANCES:
        # torch cannot look into some dtypes, such as float8, without converting them.
        numbers = numbers.to(torch.float64)
    return bool(is_strange(numbers).any())
