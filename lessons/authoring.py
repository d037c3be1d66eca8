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
import traceback
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from types import ModuleType
from typing import Any, TypeVar

from lessons.expectations import Expectations
from lessons.random_inputs import Rng
from lessons.validate_exercise import find_problems

__all__ = [
    "AuthoringError",
    "Case",
    "Cases",
    "ExerciseCode",
    "Expectations",
    "Rng",
    "also",
    "exercise",
    "hidden",
    "load",
    "mistake",
    "shown",
]

Code = TypeVar("Code", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Case:
    """One call of the function: its arguments, and whether a learner may see them."""

    arguments: tuple[Any, ...]
    shown: bool
    cuda: bool | None = None  # what torch.cuda.is_available() returns in the call; None: unchanged


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


class AuthoringError(Exception):
    """An exercise's file is invalid. `line` is 1-based."""

    def __init__(self, file: Path, line: int, message: str) -> None:
        super().__init__(f"{file}:{line}: {message}")
        self.file = file
        self.line = line
        self.message = message


def shown(*arguments: Any, cuda: bool | None = None) -> Case:
    """Return a case whose values a learner sees when it fails.

    `cuda` makes torch answer all questions about GPUs during the call as on a machine with one GPU,
    or without one. Nothing can be put on that GPU.
    """
    return Case(arguments, shown=True, cuda=cuda)


def hidden(*arguments: Any, cuda: bool | None = None) -> Case:
    """Return a case that is only described when it fails.

    Of tensors and arrays, a learner sees shape and dtype; numbers, texts and tensors of one entry
    are shown, because they are new for every submission.
    """
    return Case(arguments, shown=False, cuda=cuda)


def exercise(
    *,
    shares_memory_with: str | None = None,
    requires_grad: bool | None = None,
    grad_of: tuple[str, ...] = (),
    computed_on: str | None = None,
    leaves_inputs: bool = True,
    exact_containers: bool = False,
    calls: int = 1,
    tolerance: tuple[float, float] | None = None,
    limits: Mapping[str, float] | None = None,
    revision: int = 1,
) -> Callable[[Code], Code]:
    """Mark the reference, and declare what is expected beyond values (see `Expectations`).

    `revision` is read from the source by the catalogue (`lessons.exercise_source`).
    """
    del revision
    expectations = Expectations(
        shares_memory_with=shares_memory_with,
        requires_grad=requires_grad,
        grad_of=grad_of,
        computed_on=computed_on,
        leaves_inputs=leaves_inputs,
        exact_containers=exact_containers,
        calls=calls,
        tolerance=tolerance,
        limits=dict(limits or {}),
    )

    def register(reference: Code) -> Code:
        references = reference.__globals__.setdefault(_REFERENCES, [])
        references.append((reference, expectations))
        return reference

    return register


def mistake(key: str, **facts: str) -> Callable[[Code], Code]:
    """Mark a common wrong answer; its explanation is the Markdown section "mistake `key`".

    One misconception may lead to code with different results: mark each variant with the same key.
    `facts` are texts for an explanation that several exercises share (`lessons.shared_mistakes`).
    """

    def register(code: Code) -> Code:
        mistakes = code.__globals__.setdefault(_MISTAKES, [])
        mistakes.append((key, code))
        return code

    return register


def also(code: Code) -> Code:
    """Mark a right answer in another style than the reference. The check proves that it passes."""
    code.__globals__.setdefault(_ALTERNATIVES, []).append(code)
    return code


# The decorators register in the globals of the exercise's module, so that files never mix.
_REFERENCES = "__tensei_references__"
_MISTAKES = "__tensei_mistakes__"
_ALTERNATIVES = "__tensei_alternatives__"


def load(path: Path) -> ExerciseCode:
    """Execute an exercise's file and return its contents.

    Raise AuthoringError if the file cannot be executed, or is incomplete or inconsistent.
    """
    module = _execute(path)
    reference, expectations = _find_reference(path, module)
    cases = getattr(module, "cases", None)
    if not callable(cases):
        raise AuthoringError(path, 1, "there is no function cases(rng) that yields the inputs")
    for problem in find_problems(reference, expectations):
        raise AuthoringError(path, _first_line(reference), problem)
    parameters = tuple(inspect.signature(reference).parameters)
    return ExerciseCode(
        path=path,
        function=reference.__name__,
        parameters=parameters,
        reference=reference,
        cases=cases,
        mistakes=_find_mistakes(path, module, len(parameters)),
        alternatives=_find_alternatives(path, module, len(parameters)),
        expectations=expectations,
    )


def make_cases(
    code: ExerciseCode, seed: int, devices: tuple[str, ...] = ("cpu", "meta")
) -> tuple[Case, ...]:
    """Return the exercise's cases for `seed`. Raise AuthoringError if they are unusable."""
    line = _first_line(code.cases)
    try:
        cases = tuple(itertools.islice(code.cases(Rng(seed, devices)), MAX_CASES + 1))
    except (Exception, SystemExit) as error:
        raise AuthoringError(
            code.path, _error_line(code.path, error) or line, f"cases(rng) raised {error!r}"
        ) from error
    if len(cases) > MAX_CASES:
        raise AuthoringError(code.path, line, f"cases(rng) yields more than {MAX_CASES}; end it")
    if not cases:
        raise AuthoringError(code.path, line, "cases(rng) yields nothing")
    for case in cases:
        if not isinstance(case, Case):
            raise AuthoringError(
                code.path, line, "cases(rng) must yield shown(...) or hidden(...), one a case"
            )
        if len(case.arguments) != len(code.parameters):
            raise AuthoringError(
                code.path,
                line,
                f"a case has {len(case.arguments)} arguments, but {code.function} takes "
                f"{len(code.parameters)}",
            )
    return cases


def _execute(path: Path) -> ModuleType:
    name = f"_tensei_exercise_{path.stem}"
    spec = spec_from_loader(name, SourceFileLoader(name, str(path)))
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    except FileNotFoundError as error:
        raise AuthoringError(path, 1, "there is no such file") from error
    except SyntaxError as error:
        raise AuthoringError(path, error.lineno or 1, f"not Python: {error.msg}") from error
    except (Exception, SystemExit) as error:
        line = _error_line(path, error) or 1
        raise AuthoringError(path, line, f"running the file raised {error!r}") from error
    return module


def _find_reference(path: Path, module: ModuleType) -> tuple[Callable[..., Any], Expectations]:
    found: list[tuple[Callable[..., Any], Expectations]] = getattr(module, _REFERENCES, [])
    if not found:
        raise AuthoringError(path, 1, "no function stands under @exercise()")
    if len(found) > 1:
        line = _first_line(found[1][0])
        raise AuthoringError(path, line, "a second @exercise() in one file; keep one")
    return found[0]


def _find_mistakes(
    path: Path, module: ModuleType, arity: int
) -> dict[str, tuple[Callable[..., Any], ...]]:
    mistakes: dict[str, tuple[Callable[..., Any], ...]] = {}
    for key, code in getattr(module, _MISTAKES, []):
        if len(inspect.signature(code).parameters) != arity:
            message = f'the mistake "{key}" must take the {arity} parameters of the reference'
            raise AuthoringError(path, _first_line(code), message)
        mistakes[key] = (*mistakes.get(key, ()), code)
    return mistakes


def _find_alternatives(
    path: Path, module: ModuleType, arity: int
) -> tuple[Callable[..., Any], ...]:
    alternatives: tuple[Callable[..., Any], ...] = tuple(getattr(module, _ALTERNATIVES, ()))
    for code in alternatives:
        if len(inspect.signature(code).parameters) != arity:
            message = f"an answer under @also must take the {arity} parameters of the reference"
            raise AuthoringError(path, _first_line(code), message)
    return alternatives


def _first_line(code: Callable[..., Any]) -> int:
    return int(inspect.unwrap(code).__code__.co_firstlineno)


def _error_line(path: Path, error: BaseException) -> int | None:
    frames = traceback.extract_tb(error.__traceback__)
    lines = [frame.lineno for frame in frames if frame.filename == str(path)]
    return lines[-1] if lines else None
