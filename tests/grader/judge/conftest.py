"""Toy exercises, and fixtures that judge trusted code without the jail.

Only code from this folder and from tests/golden is run here, which is known to be harmless. Code of
learners runs in the jail, also in tests.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from grader import probe
from grader.judge import Finding, Judge
from grader.syntax.summary import summarize
from lessons.curriculum import Catalog, Exercise, Lesson, Track
from lessons.exercise_loader import load

TOYS = Path(__file__).parent / "toys"


def _toy(path: Path, reference: str) -> Exercise:
    code = load(path)
    return Exercise(
        id=f"toys/{path.stem.replace('_', '-')}",
        function=code.function,
        signature=f"{code.function}({', '.join(code.parameters)})",
        titles={},
        prompts={},
        starters={},
        hints={},
        mistakes={},
        afterwards={},
        reference=reference,
        path=path,
    )


def _judge_of(*paths: Path, reference: str = "") -> Judge:
    toys = tuple(_toy(path, reference) for path in paths)
    lesson = Lesson("toys", 1, "track", {}, 1, {}, toys, ())
    return Judge(Catalog((Track("track", {}, (lesson,), ()),)))


@pytest.fixture(scope="session")
def judge() -> Judge:
    return _judge_of(*sorted(TOYS.glob("*.py")))


@pytest.fixture(scope="session")
def judge_of() -> Callable[..., Judge]:
    """judge_of(path, …) returns a judge for those exercise files, with the ids toys/<file name>.

    `reference` is the source of their references, where the judge has to read it.
    """
    return _judge_of


@pytest.fixture(scope="session")
def precheck(judge: Judge) -> Callable[[str, str], Finding | None]:
    """precheck("row-means", code) returns the finding on code without running it."""

    def looked(toy: str, code: str) -> Finding | None:
        exercise = f"toys/{toy}"
        return judge.precheck(exercise, summarize(code, judge.function_name(exercise)))

    return looked


@pytest.fixture(scope="session")
def grade(
    judge: Judge, precheck: Callable[[str, str], Finding | None]
) -> Callable[[str, str], Finding]:
    """grade("row-means", code) returns the finding, with the probe in this process."""

    def graded(toy: str, code: str) -> Finding:
        exercise = f"toys/{toy}"
        refused = precheck(toy, code)
        if refused is not None:
            return refused
        exam = judge.make_exam(exercise)
        names: dict[str, object] = {}
        exec(compile(code, probe.FILE_NAME, "exec"), names)
        return judge.grade(exam, probe.answer(names[exam.entry], exam.question, code))

    return graded
