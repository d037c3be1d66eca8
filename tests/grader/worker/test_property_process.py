"""Properties of exercises are run in a process of their own, for code that ran in the jail."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
import pytest_asyncio

from grader.jail import Jail
from grader.judge.properties import PropertyError
from grader.judge.property_process import PropertyProcess
from grader.protocol import Grade, Status
from grader.worker.grader import Grader
from lessons.curriculum import Catalog, Exercise, Lesson, Track
from lessons.exercise_loader import load

pytestmark = pytest.mark.asyncio(loop_scope="session")

SOURCE = """\
import os
import time

from lessons.authoring import Cases, Rng, accepts, exercise, hidden, mistake, shown


@exercise()
def root(x):
    return x**0.5


@accepts
def _(y, x):
    if y == 1:
        raise ValueError("never shown to learners")
    if y == 2:
        os._exit(1)
    if y == 3:
        print("no answer")
    while y == 4:
        pass
    return None if abs(y * y - x) < 1e-6 else "no-root"


def cases(rng: Rng) -> Cases:
    yield shown(25.0)
    yield hidden(float(rng.integer(30, 90)))


@mistake("no-root")
def _(x):
    return x
"""


def exercise_of(path: Path) -> Exercise:
    code = load(path)
    return Exercise(
        id="toys/root",
        function=code.function,
        signature="root(x)",
        titles={},
        prompts={},
        starters={},
        hints={},
        mistakes={},
        afterwards={},
        reference="",
        path=path,
    )


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def roots(
    tmp_path_factory: pytest.TempPathFactory, whole_jail: Jail
) -> AsyncIterator[Grader]:
    path = tmp_path_factory.mktemp("roots") / "root.py"
    path.write_text(SOURCE)
    lesson = Lesson("toys", 1, "track", {}, 1, {}, (exercise_of(path),), ())
    grader = Grader(Catalog((Track("track", {}, (lesson,), ()),)), whole_jail)
    yield grader
    await grader.close()


async def verdict_on(grader: Grader, body: str):
    code = f"def root(x):\n    return {body}\n"
    return await grader.grade(Grade(id="t", exercise="toys/root", code=code))


async def test_both_roots_pass_and_another_number_is_the_named_mistake(roots):
    assert (await verdict_on(roots, "x ** 0.5")).status is Status.PASSED
    assert (await verdict_on(roots, "-(x ** 0.5)")).status is Status.PASSED
    verdict = await verdict_on(roots, "x / 2")
    assert (verdict.status, verdict.problem.mistake) == (Status.FAILED, "no-root")
    assert (verdict.problem.expected, verdict.problem.got) == (None, "12.5")


@pytest.mark.parametrize("value", ["1.0", "2.0", "4.0"])
async def test_a_property_that_fails_is_our_error_and_is_not_told_to_the_learner(
    roots, value, caplog
):
    verdict = await verdict_on(roots, value)
    assert (verdict.status, verdict.reason) == (Status.ERROR, "property")
    assert verdict.problem is None
    assert "never shown" not in verdict.model_dump_json()
    assert "root.py:" in caplog.text
    assert (await verdict_on(roots, "-(x ** 0.5)")).status is Status.PASSED


async def test_what_a_property_prints_is_no_answer(roots):
    assert (await verdict_on(roots, "3.0")).problem.mistake == "no-root"


async def test_a_process_that_does_not_answer_is_killed_and_the_next_one_answers(roots):
    exam = roots._judge.make_exam("toys/root")
    question = roots._judge.property_question(exam, answer_of(exam))
    path = roots._judge.exercise_path("toys/root")
    process = PropertyProcess(wall_seconds=-60.0)
    try:
        with pytest.raises(PropertyError, match="takes too long"):
            await process.keys(path, "1", question)
        process._wall_seconds = 60.0
        assert await process.keys(path, "1", question) == {0: (None,), 1: (None,)}
        broken = replace(question, numbers=(0,))
        with pytest.raises(PropertyError, match="ends its process"):
            await process.keys(path, "1", broken)
    finally:
        await process.close()


def answer_of(exam) -> bytes:
    from grader import probe

    return probe.answer(lambda x: -(x**0.5), exam.question, "")
