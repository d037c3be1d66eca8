"""Checks many cases of one sentence in one test, which names all cases that fail."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

import pytest

Case = TypeVar("Case")


def check_every(cases: Mapping[str, Case] | Iterable[str], check: Callable[..., None]) -> None:
    """Call `check` with every case, and raise AssertionError that names all that fail.

    `cases` are cases by their names, or names that are the cases. A test with thousands of cases
    takes much less time so than as one of pytest's tests for each case. There has to be a case.
    """
    named = cases if isinstance(cases, Mapping) else {name: name for name in cases}
    assert named, "there is no case"
    failed = {}
    for name, case in named.items():
        try:
            check(case)
        except (Exception, pytest.fail.Exception) as error:
            failed[name] = f"{type(error).__name__}: {error}"
    told = "\n\n".join(f"{name}\n{why}" for name, why in failed.items())
    assert not failed, f"{len(failed)} of {len(named)} cases fail:\n\n{told}"
