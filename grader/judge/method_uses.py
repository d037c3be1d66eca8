"""Finds out which methods of a class an exercise's scripts call, and with how many arguments."""

from __future__ import annotations

import inspect
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

from grader.judge.precheck import Use
from lessons.authoring import Case
from lessons.exercise_loader import ExerciseCode, make_cases


def method_uses(code: ExerciseCode) -> Mapping[str, Use]:
    """Return the use of each method that the reference defines as a plain function.

    Calls with named arguments are left out: these can fit in more than one way. Raise
    AuthoringError if the cases cannot be made.
    """
    if code.path not in _known or _known[code.path][0] is not code:
        _known[code.path] = (code, _find(code))
    return _known[code.path][1]


_known: dict[Path, tuple[ExerciseCode, Mapping[str, Use]]] = {}  # by the exercise's file


def _find(code: ExerciseCode) -> Mapping[str, Use]:
    counts: dict[str, set[int]] = defaultdict(set)
    for case in make_cases(code, seed=0):
        for name, count in _calls(case):
            counts[name].add(count)
    return {
        name: Use(frozenset(found), _signature(code, name))
        for name, found in counts.items()
        if inspect.isfunction(vars(code.reference).get(name))
    }


def _calls(case: Case) -> list[tuple[str, int]]:
    found = []
    for step in case.steps:
        name = "__init__" if step.how == "made" else step.name or "__call__"
        if not step.keywords:
            found.append((name, len(step.arguments)))
            if name == "__call__":
                found.append(("forward", len(step.arguments)))
    return found


def _signature(code: ExerciseCode, name: str) -> str:
    parameters = inspect.signature(vars(code.reference)[name]).parameters.values()
    untyped = [str(each.replace(annotation=inspect.Parameter.empty)) for each in parameters]
    return f"{name}({', '.join(untyped)})"
