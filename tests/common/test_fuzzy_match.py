"""Suggestions for misspelled names."""

from __future__ import annotations

import pytest

from common.fuzzy_match import find_nearest

NAMES = ("to_float", "row_means", "best_class", "tensors")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("tofloat", "to_float"),
        ("Row-Means", "row_means"),
        ("row mean", "row_means"),
        ("tensor", "tensors"),
        ("quicksort", None),
        ("row_means" * 20, None),
        ("", None),
    ],
)
def test_the_nearest_name_is_found_or_none(typed: str, meant: str | None):
    assert find_nearest(typed, NAMES) == meant
