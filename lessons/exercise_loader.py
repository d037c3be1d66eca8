"""Loads the Python files of exercises, which are written with `lessons/authoring.py`."""

from __future__ import annotations

import inspect
import itertools
import traceback
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from types import ModuleType
from typing import Any

from lessons import authoring
from lessons.authoring import (
    ALTERNATIVES,
    EARLIER,
    GIVEN,
    MISTAKES,
    PROPERTIES,
    REFERENCES,
    Case,
    Cases,
)
from lessons.case_checks import case_problems, given_source
from lessons.exercise_source import find_earlier
from lessons.expectations import Expectations
from lessons.properties import Property, property_problems
from lessons.random_inputs import Rng
from lessons.validate_exercise import find_problems, parameters_of

MAX_CASES = 200
"""Each case is one call of the learner's function, so more would only make verdicts slower."""


@dataclass(frozen=True, slots=True)
class ExerciseCode:
    """An exercise's Python file, loaded."""

    path: Path
    function: str
    parameters: tuple[str, ...]
    reference: Callable[..., Any]
    cases: Callable[[Rng], Cases]
    mistakes: Mapping[str, tuple[Callable[..., Any], ...]]  # key -> variants
    alternatives: tuple[Callable[..., Any], ...]  # right answers in another style
    expectations: Expectations
    earlier: Mapping[str, Any] = field(default_factory=dict)  # what exercises before it define
    given: str = ""  # source of the builders under `@given`, with the imports they need
    line: int = 1  # of the reference, 1-based

    @property
    def is_class(self) -> bool:
        """Whether learners write a class."""
        return isinstance(self.reference, type)


class AuthoringError(Exception):
    """An exercise's file is invalid. `line` is 1-based."""

    def __init__(self, file: Path, line: int, message: str) -> None:
        super().__init__(f"{file}:{line}: {message}")
        self.file = file
        self.line = line
        self.message = message


def load(path: Path) -> ExerciseCode:
    """Execute an exercise's file and return its contents.

    Raise AuthoringError if the file cannot be executed, or is incomplete or inconsistent.
    """
    earlier = find_earlier(path)
    module = _execute(path, {} if earlier is None else _names_of(load(earlier)))
    reference, expectations = _find_reference(path, module)
    cases = getattr(module, "cases", None)
    if not callable(cases):
        raise AuthoringError(path, 1, "there is no function cases(rng) that yields the inputs")
    for problem in find_problems(reference, expectations):
        raise AuthoringError(path, first_line(reference), problem)
    parameters = tuple(parameters_of(reference))
    arity = None if isinstance(reference, type) else len(parameters)
    expectations = _with_property(path, module, parameters, expectations)
    return ExerciseCode(
        path=path,
        function=reference.__name__,
        parameters=parameters,
        reference=reference,
        cases=cases,
        mistakes=_find_mistakes(path, module, arity),
        alternatives=_find_alternatives(path, module, arity),
        expectations=expectations,
        given=given_source(path, getattr(module, GIVEN, ())),
        earlier=getattr(module, EARLIER, {}),
        line=first_line(reference),
    )


def make_cases(
    code: ExerciseCode, seed: int, devices: tuple[str, ...] = ("cpu", "meta")
) -> tuple[Case, ...]:
    """Return the exercise's cases for `seed`. Raise AuthoringError if they are unusable."""
    line = first_line(code.cases)
    try:
        cases, lines = _collect(code.cases(Rng(seed, devices)), line)
    except (Exception, SystemExit) as error:
        raise AuthoringError(
            code.path, _error_line(code.path, error) or line, f"cases(rng) raised {error!r}"
        ) from error
    if len(cases) > MAX_CASES:
        raise AuthoringError(code.path, line, f"cases(rng) yields more than {MAX_CASES}; end it")
    if not cases:
        raise AuthoringError(code.path, line, "cases(rng) yields nothing")
    for case, line in zip(cases, lines, strict=True):
        if not isinstance(case, Case):
            raise AuthoringError(
                code.path, line, "cases(rng) must yield shown(...) or hidden(...), one a case"
            )
        for problem in case_problems(code, case):
            raise AuthoringError(code.path, line, problem)
        if not case.steps and len(case.arguments) != len(code.parameters):
            raise AuthoringError(
                code.path,
                line,
                f"a case has {len(case.arguments)} arguments, but {code.function} takes "
                f"{len(code.parameters)}",
            )
    return cases


def case_lines(code: ExerciseCode, seed: int) -> tuple[int, ...]:
    """Return the line of the `yield` of each case for `seed`. It raises what `cases` raises."""
    return _collect(code.cases(Rng(seed)), first_line(code.cases))[1]


def _collect(made: Iterator[Case], line: int) -> tuple[tuple[Case, ...], tuple[int, ...]]:
    """Return the cases and the lines of their `yield`; `line` where they have none."""
    cases, lines = [], []
    for case in itertools.islice(made, MAX_CASES + 1):
        cases.append(case)
        frame = getattr(made, "gi_frame", None)
        lines.append(frame.f_lineno if frame is not None else line)
    return tuple(cases), tuple(lines)


class _SourceLoader(SourceFileLoader):
    """Compiles the file each time: cached byte code is told from newer by seconds and size only."""

    def path_stats(self, path: Any) -> Mapping[str, Any]:
        raise OSError


def _names_of(code: ExerciseCode) -> dict[str, Any]:
    """Return what an exercise that comes after this one finds in its module."""
    known = {**code.earlier, code.function: code.reference}
    return {EARLIER: known, **known}


def _execute(path: Path, names: Mapping[str, Any]) -> ModuleType:
    """Execute a file in a module that has these names from the start."""
    name = f"_tensei_exercise_{path.stem}"
    spec = spec_from_loader(name, _SourceLoader(name, str(path)))
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    module.__dict__.update(names)
    try:
        spec.loader.exec_module(module)
    except FileNotFoundError as error:
        raise AuthoringError(path, 1, "there is no such file") from error
    except SyntaxError as error:
        raise AuthoringError(path, error.lineno or 1, f"not Python: {error.msg}") from error
    except (Exception, SystemExit) as error:
        line = _error_line(path, error) or 1
        message = f"running the file raised {error!r}"
        if isinstance(error, NameError) and error.name in authoring.__all__:
            message = (
                f"{error.name} is not imported; write: from lessons.authoring import {error.name}"
            )
        raise AuthoringError(path, line, message) from error
    return module


def _find_reference(path: Path, module: ModuleType) -> tuple[Callable[..., Any], Expectations]:
    found: list[tuple[Callable[..., Any], Expectations]] = getattr(module, REFERENCES, [])
    if not found:
        raise AuthoringError(path, 1, "no function stands under @exercise()")
    if len(found) > 1:
        line = first_line(found[1][0])
        raise AuthoringError(path, line, "a second @exercise() in one file; keep one")
    return found[0]


def _find_mistakes(
    path: Path, module: ModuleType, arity: int | None
) -> dict[str, tuple[Callable[..., Any], ...]]:
    mistakes: dict[str, tuple[Callable[..., Any], ...]] = {}
    for key, code in getattr(module, MISTAKES, []):
        if _is_other_form(code, arity):
            message = f'the mistake "{key}" must be a class, as the reference is'
            raise AuthoringError(path, first_line(code), message)
        if arity is not None and len(inspect.signature(code).parameters) != arity:
            message = f'the mistake "{key}" must take the {arity} parameters of the reference'
            raise AuthoringError(path, first_line(code), message)
        mistakes[key] = (*mistakes.get(key, ()), code)
    return mistakes


def _find_alternatives(
    path: Path, module: ModuleType, arity: int | None
) -> tuple[Callable[..., Any], ...]:
    alternatives: tuple[Callable[..., Any], ...] = tuple(getattr(module, ALTERNATIVES, ()))
    for code in alternatives:
        if _is_other_form(code, arity):
            message = "an answer under @also must be a class, as the reference is"
            raise AuthoringError(path, first_line(code), message)
        if arity is not None and len(inspect.signature(code).parameters) != arity:
            message = f"an answer under @also must take the {arity} parameters of the reference"
            raise AuthoringError(path, first_line(code), message)
    return alternatives


def _with_property(
    path: Path, module: ModuleType, parameters: tuple[str, ...], expectations: Expectations
) -> Expectations:
    found: list[Property] = getattr(module, PROPERTIES, [])
    if not found:
        return expectations
    if len(found) > 1:
        raise AuthoringError(path, found[1].line, "a second @accepts in one file; keep one")
    for problem in property_problems(found[0], parameters, expectations):
        raise AuthoringError(path, found[0].line, problem)
    return replace(expectations, property=found[0])


def _is_other_form(code: Callable[..., Any], arity: int | None) -> bool:
    return arity is None and not isinstance(code, type)


def first_line(code: Callable[..., Any]) -> int:
    """Return the line of a function, decorators included, or of the first method of a class."""
    if isinstance(code, type):
        methods = [each for each in vars(code).values() if inspect.isfunction(each)]
        return min((each.__code__.co_firstlineno for each in methods), default=1)
    return int(inspect.unwrap(code).__code__.co_firstlineno)


def _error_line(path: Path, error: BaseException) -> int | None:
    frames = traceback.extract_tb(error.__traceback__)
    lines = [frame.lineno for frame in frames if frame.filename == str(path)]
    return lines[-1] if lines else None
