"""The inputs on which CPU time is compared: what authors yield in `timed(rng)`.

An exercise that asks for speed declares code under `@slow`, and inputs that are large enough that
it takes several times the reference's CPU time::

    def timed(rng: Rng) -> Cases:
        yield hidden(rng.normal(2_000, 1_000))

No number of seconds is written down: the reference and the slow code are measured beside each
submission, on the same inputs and on the same machine.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from lessons.authoring import Case
from lessons.exercise_loader import AuthoringError, ExerciseCode
from lessons.random_inputs import Rng

MAX_TIMED = 3
"""Most inputs that are measured."""


def has_timed_inputs(code: ExerciseCode) -> bool:
    """Return whether an exercise declares inputs to measure CPU time on."""
    return _NAME in code.cases.__globals__


def make_timed_cases(code: ExerciseCode, seed: int, slow: int) -> tuple[Case, ...]:
    """Return the inputs to measure on; none if the exercise declares none.

    `slow` is the number of functions under `@slow`. Raise AuthoringError if they are unusable.
    """
    if not has_timed_inputs(code):
        return ()
    timed = code.cases.__globals__[_NAME]
    line = timed.__code__.co_firstlineno if hasattr(timed, "__code__") else 1
    try:
        cases = tuple(itertools.islice(timed(Rng(seed, ("cpu",))), MAX_TIMED + 1))
    except (Exception, SystemExit) as error:
        raise AuthoringError(code.path, line, f"timed(rng) raised {error!r}") from error
    for problem in _problems(code, cases, slow):
        raise AuthoringError(code.path, line, problem)
    return cases


def _problems(code: ExerciseCode, cases: tuple[Case, ...], slow: int) -> Iterator[str]:
    if not slow:
        yield "timed(rng) compares with slow code; write some under @slow, with the right values"
    if code.is_class or code.given or code.expectations.property is not None:
        yield (
            "timed(rng) measures calls of a function whose result is compared; it goes neither "
            "with a class, nor with @given, nor with @accepts"
        )
    if not 0 < len(cases) <= MAX_TIMED:
        yield f"timed(rng) yields 1 to {MAX_TIMED} inputs: hidden(…), as large as needed"
    for case in cases:
        if not isinstance(case, Case) or case.steps or case.raises or case.cuda is not None:
            yield "timed(rng) yields plain calls: hidden(…) with the arguments"
        elif len(case.arguments) != len(code.parameters):
            yield (
                f"an input of timed(rng) has {len(case.arguments)} arguments, but "
                f"{code.function} takes {len(code.parameters)}"
            )


_NAME = "timed"
