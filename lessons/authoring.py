"""What an exercise's Python file may use.

An exercise is one short file: the reference under `@exercise(...)`, the inputs in `cases(rng)`, and
the usual wrong answers, each a small function under `@mistake("key")`::

    import torch
    from lessons.authoring import Cases, Rng, exercise, hidden, mistake, shown

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

The judge runs `cases` afresh for every submission, so `hidden` inputs are never the same twice. The
catalogue reads names and keys from the file without running it: keep both decorators plain.
"""

from __future__ import annotations

import inspect
import itertools
import traceback
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from types import ModuleType
from typing import Any, TypeVar

from lessons.random_inputs import Rng
from lessons.validate_exercise import wrong_with

__all__ = [
    "AuthoringError",
    "Case",
    "Cases",
    "ExerciseCode",
    "Expectations",
    "Rng",
    "exercise",
    "hidden",
    "load",
    "mistake",
    "shown",
]

Code = TypeVar("Code", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Expectations:
    """What is asked of an answer beyond its values, type, device, dtype and shape.

    Args of `exercise` of the same names set these; a parameter is named as in the reference.
    """

    shares_memory_with: str | None = None
    """The result must be on the memory of this parameter: writing to one shows in the other."""

    requires_grad: bool | None = None
    """True: the result must require grad. False: it must not. None: not looked at."""

    grad_of: tuple[str, ...] = ()
    """Gradients that must flow from the result back to these parameters, with right values."""

    computed_on: str | None = None
    """The parameter that names the device on which the work has to happen."""

    leaves_inputs: bool = True
    """False where changing an input's values in place is what the exercise asks for."""

    exact_containers: bool = False
    """True tells a returned list from a tuple; otherwise either will do."""

    calls: int = 1
    """2: the function is called twice on the same arguments, and the second result counts too."""

    tolerance: tuple[float, float] | None = None
    """(relative, absolute); None takes those of torch.testing.assert_close for the dtype."""

    limits: Mapping[str, float] = field(default_factory=dict)
    """What this exercise needs beyond the usual, by the names in `validate_exercise.LIMITS`."""


@dataclass(frozen=True, slots=True)
class Case:
    """One call: its arguments, and whether a learner may see them."""

    arguments: tuple[Any, ...]
    shown: bool
    cuda: bool | None = None  # what torch is to say of CUDA during the call; None: the truth


MOST_CASES = 200
"""Each is a call of the learner's function, so few do as well, and sooner."""

Cases = Iterator[Case]
"""What `cases(rng)` yields. `shown` ones first, the simplest first."""


@dataclass(frozen=True, slots=True)
class ExerciseCode:
    """An exercise's Python file, loaded."""

    path: Path
    function: str
    parameters: tuple[str, ...]
    reference: Callable[..., Any]
    cases: Callable[[Rng], Cases]
    mistakes: Mapping[str, tuple[Callable[..., Any], ...]]  # key -> its variants
    expectations: Expectations


class AuthoringError(Exception):
    """An exercise's file is not as it should be. Says where, and what is wrong."""

    def __init__(self, file: Path, line: int, what: str) -> None:
        super().__init__(f"{file}:{line}: {what}")
        self.file = file
        self.line = line
        self.what = what


def shown(*arguments: Any, cuda: bool | None = None) -> Case:
    """A case that a learner sees when it fails.

    `cuda` makes torch say that CUDA is there, or not, during the call (no GPU is needed).
    """
    return Case(arguments, shown=True, cuda=cuda)


def hidden(*arguments: Any, cuda: bool | None = None) -> Case:
    """A case that is only described when it fails: shapes and dtypes, no values."""
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
) -> Callable[[Code], Code]:
    """Marks the reference, and declares what is expected beyond values (see `Expectations`)."""
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

    def keep(reference: Code) -> Code:
        marks = reference.__globals__.setdefault(_REFERENCES, [])
        marks.append((reference, expectations))
        return reference

    return keep


def mistake(key: str) -> Callable[[Code], Code]:
    """Marks a usual wrong answer; `key` is the name under which its words stand.

    One thought may be written in ways that give different results: mark each with the same key.
    """

    def keep(code: Code) -> Code:
        marks = code.__globals__.setdefault(_MISTAKES, [])
        marks.append((key, code))
        return code

    return keep


# The decorators leave their finds in the exercise's own module, so loading two files never mixes.
_REFERENCES = "__tensei_references__"
_MISTAKES = "__tensei_mistakes__"


def load(path: Path) -> ExerciseCode:
    """Runs an exercise's file and checks that it is whole. Raises AuthoringError."""
    module = _run(path)
    reference, expectations = _only_reference(path, module)
    cases = getattr(module, "cases", None)
    if not callable(cases):
        raise AuthoringError(path, 1, "there is no function cases(rng) that yields the inputs")
    for what in wrong_with(reference, expectations):
        raise AuthoringError(path, _line(reference), what)
    parameters = tuple(inspect.signature(reference).parameters)
    return ExerciseCode(
        path=path,
        function=reference.__name__,
        parameters=parameters,
        reference=reference,
        cases=cases,
        mistakes=_mistakes(path, module, len(parameters)),
        expectations=expectations,
    )


def make_cases(
    code: ExerciseCode, seed: int, devices: tuple[str, ...] = ("cpu", "meta")
) -> tuple[Case, ...]:
    """The exercise's cases for that seed. Raises AuthoringError when they are not usable."""
    line = _line(code.cases)
    try:
        cases = tuple(itertools.islice(code.cases(Rng(seed, devices)), MOST_CASES + 1))
    except (Exception, SystemExit) as error:
        raise AuthoringError(
            code.path, _line_of_error(code.path, error) or line, f"cases(rng) raised {error!r}"
        ) from error
    if len(cases) > MOST_CASES:
        raise AuthoringError(code.path, line, f"cases(rng) yields more than {MOST_CASES}; end it")
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


def _run(path: Path) -> ModuleType:
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
        line = _line_of_error(path, error) or 1
        raise AuthoringError(path, line, f"running the file raised {error!r}") from error
    return module


def _only_reference(path: Path, module: ModuleType) -> tuple[Callable[..., Any], Expectations]:
    found: list[tuple[Callable[..., Any], Expectations]] = getattr(module, _REFERENCES, [])
    if not found:
        raise AuthoringError(path, 1, "no function stands under @exercise()")
    if len(found) > 1:
        line = _line(found[1][0])
        raise AuthoringError(path, line, "a second @exercise() in one file; keep one")
    return found[0]


def _mistakes(
    path: Path, module: ModuleType, arity: int
) -> dict[str, tuple[Callable[..., Any], ...]]:
    mistakes: dict[str, tuple[Callable[..., Any], ...]] = {}
    for key, code in getattr(module, _MISTAKES, []):
        if len(inspect.signature(code).parameters) != arity:
            what = f'the mistake "{key}" must take the {arity} parameters of the reference'
            raise AuthoringError(path, _line(code), what)
        mistakes[key] = (*mistakes.get(key, ()), code)
    return mistakes


def _line(code: Callable[..., Any]) -> int:
    return int(inspect.unwrap(code).__code__.co_firstlineno)


def _line_of_error(path: Path, error: BaseException) -> int | None:
    frames = traceback.extract_tb(error.__traceback__)
    lines = [frame.lineno for frame in frames if frame.filename == str(path)]
    return lines[-1] if lines else None
