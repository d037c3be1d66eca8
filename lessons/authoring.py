"""The interface for authors of exercises, and the loader of their Python files.

An exercise is one short file: the reference, decorated with `@exercise(...)`; the inputs, which
`cases(rng)` yields; common wrong answers, each a small function with `@mistake("key")`; and right
answers in another style, each under `@also`::

    import torch
    from lessons.authoring import Cases, Rng, also, exercise, hidden, mistake, shown

    @exercise()
    def row_means(x):
        return x.mean(dim=1)

    def cases(rng: Rng) -> Cases:
        yield shown(torch.tensor([[1.0, 2.0], [3.0, 5.0]]))
        for rows, columns in rng.shapes(2, smallest=1):
            yield hidden(rng.normal(rows, columns))

    @mistake("averaged-columns")
    def _(x):
        return x.mean(dim=0)

    @also
    def _(x):
        return x.sum(1) / x.shape[1]

The judge calls `cases` with a new seed for every submission, so `hidden` inputs are never the same
twice. The catalogue reads names and keys from the syntax tree without running the file: write the
decorators as they are here.
"""

from __future__ import annotations

import inspect
import itertools
import sys
import traceback
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from types import ModuleType
from typing import Any, TypeVar

from lessons.case_checks import case_problems, given_source
from lessons.exercise_source import Level, find_earlier
from lessons.expectations import Expectations
from lessons.properties import Property, property_problems
from lessons.random_inputs import Rng
from lessons.requirements import Requirements
from lessons.steps import (
    Builder,
    Step,
    ask,
    ask_shapes,
    call,
    do,
    made,
    split_rounds,
    then,
)
from lessons.validate_exercise import find_problems, parameters_of

__all__ = [
    "AuthoringError",
    "Case",
    "Cases",
    "ExerciseCode",
    "Expectations",
    "Rng",
    "accepts",
    "also",
    "ask",
    "ask_shapes",
    "call",
    "do",
    "exercise",
    "given",
    "hidden",
    "load",
    "made",
    "mistake",
    "shown",
    "slow",
    "then",
]

Code = TypeVar("Code", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Case:
    """One call of the function: its arguments, and whether a learner may see them.

    With `steps` it is a script: the arguments are then those of its first step.
    """

    arguments: tuple[Any, ...]
    shown: bool
    cuda: bool | None = None  # what torch.cuda.is_available() returns in the call; None: unchanged
    size: str | None = None  # "n" or "10n", where operations are counted for both
    steps: tuple[Step, ...] = ()
    raises: type[BaseException] | None = None  # what the call, or a script's last step, must raise
    secret: Any = None  # what the judge alone knows

    @property
    def rounds(self) -> tuple[tuple[Step, ...], ...]:
        """The steps of each round of a script; empty for a plain call."""
        return tuple(split_rounds(self.steps))

    @property
    def values(self) -> tuple[Any, ...]:
        """All arguments of the call, or of all steps of the script."""
        if not self.steps:
            return self.arguments
        return tuple(value for step in self.steps for value in step.values)


MAX_CASES = 200
"""Each case is one call of the learner's function, so more would only make verdicts slower."""

Cases = Iterator[Case]
"""What `cases(rng)` yields: the `shown` cases first, the simplest first."""


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


def shown(
    *arguments: Any,
    cuda: bool | None = None,
    raises: type[BaseException] | None = None,
    secret: Any = None,
    size: str | None = None,
) -> Case:
    """Return a case whose values a learner sees when it fails.

    Instead of the arguments of a call, it can have the steps of a script (`lessons.steps`).
    `raises` is what the call, or the last step, must raise; a subclass of it is accepted. `secret`
    never enters the jail.

    `cuda` makes torch answer all questions about GPUs during the call as on a machine with one GPU,
    or without one. Nothing can be put on that GPU. `size` is "n" or "10n" where the operations of
    both are compared (`@exercise(operations="constant")`).
    """
    return _case(arguments, Case((), True, cuda, size, (), raises, secret))


def hidden(
    *arguments: Any,
    cuda: bool | None = None,
    raises: type[BaseException] | None = None,
    secret: Any = None,
    size: str | None = None,
) -> Case:
    """Return a case that is only described when it fails. Its arguments are those of `shown`.

    Of tensors and arrays, a learner sees shape and dtype; numbers, texts and tensors of one entry
    are shown, because they are new for every submission.
    """
    return _case(arguments, Case((), False, cuda, size, (), raises, secret))


def _case(arguments: tuple[Any, ...], case: Case) -> Case:
    if arguments and isinstance(arguments[0], Step):
        return replace(case, arguments=arguments[0].arguments, steps=arguments)
    return replace(case, arguments=arguments)


def exercise(
    *,
    shares_memory_with: str | None = None,
    requires_grad: bool | None = None,
    grad_of: tuple[str, ...] = (),
    computed_on: str | None = None,
    fewest_transfers: bool = False,
    leaves_inputs: bool = True,
    exact_containers: bool = False,
    calls: int = 1,
    collect: int = 0,
    tolerance: tuple[float, float] | None = None,
    limits: Mapping[str, float] | None = None,
    insists: tuple[str, ...] = (),
    forbids: tuple[str, ...] = (),
    allows: tuple[str, ...] | None = None,
    operations: str | None = None,
    revision: int = 1,
    after: str | None = None,
    level: Level | None = None,
    minutes: int | None = None,
) -> Callable[[Code], Code]:
    """Mark the reference, and declare what is expected beyond values.

    See `Expectations`; the four from `insists` on are those of `Requirements`. `level` and
    `minutes` are for learners alone: the catalogue reads them from the syntax tree, as it does
    `revision` and `after` (`lessons.exercise_source`).
    """
    del revision, after
    expectations = Expectations(
        shares_memory_with=shares_memory_with,
        requires_grad=requires_grad,
        grad_of=grad_of,
        computed_on=computed_on,
        fewest_transfers=fewest_transfers,
        leaves_inputs=leaves_inputs,
        exact_containers=exact_containers,
        calls=calls,
        collect=_DEFAULT_COLLECTED if collect is True else collect,
        tolerance=tolerance,
        limits=dict(limits or {}),
        requirements=Requirements(insists, forbids, allows, operations),
    )

    def register(reference: Code) -> Code:
        _globals_of(reference).setdefault(_REFERENCES, []).append((reference, expectations))
        return reference

    return register


def mistake(key: str, **facts: str) -> Callable[[Code], Code]:
    """Mark a common wrong answer; its explanation is the Markdown section "mistake `key`".

    One misconception may lead to code with different results: mark each variant with the same key.
    `facts` are texts for an explanation that several exercises share (`lessons.shared_mistakes`).
    """

    def register(code: Code) -> Code:
        _globals_of(code).setdefault(_MISTAKES, []).append((key, code))
        return code

    return register


def also(code: Code) -> Code:
    """Mark a right answer in another style than the reference. The check proves that it passes."""
    _globals_of(code).setdefault(_ALTERNATIVES, []).append(code)
    return code


def accepts(
    code: Any = None,
    *,
    types: bool = True,
    dtype: bool = True,
    shape: bool = True,
    finite: bool = True,
) -> Any:
    """Mark the function that decides whether values are right, for many right answers.

    It takes the result and the case's arguments, and returns None, or the key of the mistake. With
    a parameter named `secret`, it also takes what the case keeps out of the jail. Types, dtypes and
    shapes are still compared with the reference's, and nan and infinity are wrong, unless the
    arguments say otherwise.
    """

    def register(code: Code) -> Code:
        found = Property(code, types, dtype and types, shape and types, finite)
        code.__globals__.setdefault(_PROPERTIES, []).append(found)
        return code

    return register if code is None else register(code)


def slow(code: Code) -> Code:
    """Mark code with right values that the exercise's requirements must refuse.

    The check proves that they do.
    """
    return code


def given(code: Callable[..., Any]) -> Builder:
    """Mark a function that builds an argument inside the jail, such as a model.

    Calling it in `cases(rng)` returns a marker that stands for the object. Its body may use the
    file's imports and other functions under `@given`, and nothing else of the file.
    """
    builder = Builder(code)
    code.__globals__.setdefault(_GIVEN, []).append(builder)
    return builder


def _globals_of(code: Callable[..., Any]) -> dict[str, Any]:
    """Return the globals of the file that applies the calling decorator."""
    return sys._getframe(2).f_globals if isinstance(code, type) else code.__globals__


# The decorators register in the globals of the exercise's module, so that files never mix.
_REFERENCES = "__tensei_references__"
_MISTAKES = "__tensei_mistakes__"
_ALTERNATIVES = "__tensei_alternatives__"
_PROPERTIES = "__tensei_properties__"
_GIVEN = "__tensei_given__"
_EARLIER = "__tensei_earlier__"
_DEFAULT_COLLECTED = 1000


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
        given=given_source(path, getattr(module, _GIVEN, ())),
        earlier=getattr(module, _EARLIER, {}),
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
    return {_EARLIER: known, **known}


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
        if isinstance(error, NameError) and error.name in __all__:
            message = (
                f"{error.name} is not imported; write: from lessons.authoring import {error.name}"
            )
        raise AuthoringError(path, line, message) from error
    return module


def _find_reference(path: Path, module: ModuleType) -> tuple[Callable[..., Any], Expectations]:
    found: list[tuple[Callable[..., Any], Expectations]] = getattr(module, _REFERENCES, [])
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
    for key, code in getattr(module, _MISTAKES, []):
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
    alternatives: tuple[Callable[..., Any], ...] = tuple(getattr(module, _ALTERNATIVES, ()))
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
    found: list[Property] = getattr(module, _PROPERTIES, [])
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
