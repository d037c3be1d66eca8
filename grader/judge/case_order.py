"""The order in which the failed cases of an answer are reported."""

from __future__ import annotations

import math
from typing import Any

import torch

from grader.judge.checks import ORDER
from grader.judge.differences import Difference
from grader.judge.records import Exam
from grader.probe import ArrayRecord, TensorRecord


def case_rank(exam: Exam, number: int, found: Difference | None) -> tuple[Any, ...]:
    """Return a sort key for failed cases: shown cases, then earlier checks, then smaller inputs."""
    assert found is not None
    size = sum(_size(value) for value in exam.inputs[number])
    return (not exam.cases[number].shown, ORDER.index(found.kind), size, number)


def _size(value: Any) -> int:
    """Return the approximate size of an input, in numbers."""
    if isinstance(value, TensorRecord | ArrayRecord):
        return int(torch.Size(value.shape).numel())
    if isinstance(value, list | tuple):
        return 1 + sum(_size(each) for each in value)
    if isinstance(value, dict):
        return 1 + sum(_size(each) for each in value.values())
    if isinstance(value, int | float) and math.isfinite(value):
        return int(min(abs(value), 1e6))
    return 1
