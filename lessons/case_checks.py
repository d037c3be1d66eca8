"""Checks the cases of an exercise that are scripts, and reads the source of given objects."""

from __future__ import annotations

import ast
import builtins
import functools
import inspect
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lessons.steps import STATE_SUFFIX, Builder, Given, script_problems

if TYPE_CHECKING:
    from lessons.authoring import Case
    from lessons.exercise_loader import ExerciseCode


def case_problems(code: ExerciseCode, case: Case) -> Iterator[str]:
    """Yield one sentence for each fault of a case beyond the number of plain arguments."""
    if case.raises is not None and not (
        isinstance(case.raises, type) and getattr(builtins, case.raises.__name__, None)
    ):
        yield "raises=… names an exception class of Python, such as ValueError"
        return
    if not case.steps:
        if code.is_class:
            yield "a case of a class is a script: shown(made(…), ask(…))"
        return
    if any(
        (
            code.expectations.shares_memory_with,
            code.expectations.grad_of,
            code.expectations.calls != 1,
            code.expectations.computed_on,
        )
    ):
        yield "a script cannot be combined with calls, grad_of, computed_on or shares_memory_with"
    if case.steps[0].how != "made":
        yield "a script begins with made(…), or with call(…) for a function"
    names = (value.name for value in case.values if isinstance(value, Given))
    if any(f"def {name}{STATE_SUFFIX}(" in code.given for name in names):
        yield "what is given to a script cannot be compared afterwards; ask for it instead"
    yield from script_problems(case.steps, raises=case.raises is not None)
    yield from _argument_problems(code, case)


def _argument_problems(code: ExerciseCode, case: Case) -> Iterator[str]:
    """Yield one sentence for each step whose arguments the reference does not take."""
    for step in case.steps:
        if step.how == "made":
            target: Any = code.reference
        elif code.is_class and step.name is not None and "." not in step.name:
            if step.name not in dir(code.reference):
                continue  # an attribute that __init__ sets
            target = functools.partial(getattr(code.reference, step.name), None)
        else:
            continue
        try:
            inspect.signature(target).bind(*step.arguments, **step.keywords)
        except TypeError as error:
            name = code.function if step.name is None else f"{code.function}.{step.name}"
            yield f"a step gives {name} other arguments than it takes: {error}"
        except ValueError:  # without a signature
            continue


def given_source(path: Path, builders: Sequence[Builder]) -> str:
    """Return the source of all functions under `@given`, and of the file's imports."""
    if not builders:
        return ""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    imports = [
        ast.unparse(statement)
        for statement in tree.body
        if isinstance(statement, ast.Import | ast.ImportFrom)
        and not (getattr(statement, "module", None) or "").startswith("lessons")
    ]
    return "\n".join([*imports, *(builder.source for builder in builders)])
