"""A second stage: the learner's own code of an earlier exercise runs before, in the same jail."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
import pytest_asyncio

from grader.jail import Jail
from grader.protocol import Grade, ProblemKind, Status, Verdict
from grader.worker.grader import Grader
from lessons.catalog import load
from tests.grader.conftest import SHORT
from tests.support.lesson_with_stages import copy_with_stages

OWN_HALF = "def first_half(rows):\n    return rows.narrow(0, 0, rows.shape[0] // 2)\n"
QUARTER = "def first_quarter(batch):\n    return first_half(first_half(batch))\n"


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def grader(
    tmp_path_factory: pytest.TempPathFactory, whole_jail: Jail
) -> AsyncIterator[Grader]:
    catalog = load(copy_with_stages(tmp_path_factory.mktemp("stages")), built_in=False)
    grader = Grader(catalog, whole_jail, limits=replace(SHORT, wall_seconds=20, cpu_seconds=8))
    try:
        yield grader
    finally:
        await grader.close()


async def verdict(grader: Grader, code: str, earlier: str = OWN_HALF) -> Verdict:
    job = Grade(id="1", exercise="batches/first-quarter", code=code, earlier=earlier)
    return await grader.grade(job)


pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_the_learners_own_earlier_code_can_be_called(grader: Grader) -> None:
    assert (await verdict(grader, QUARTER)).status is Status.PASSED


async def test_code_that_defines_all_of_it_needs_nothing_before(grader: Grader) -> None:
    assert (await verdict(grader, OWN_HALF + QUARTER, earlier="")).status is Status.PASSED


async def test_a_mistake_that_calls_the_earlier_function_has_its_name(grader: Grader) -> None:
    code = QUARTER.replace("first_half(first_half(batch))", "first_half(batch)")
    found = await verdict(grader, code)
    assert found.problem is not None
    assert found.problem.mistake == "half-only"


async def test_an_error_is_in_the_line_of_what_was_sent(grader: Grader) -> None:
    code = "\n\ndef first_quarter(batch):\n    return first_half(batch, 2)\n"
    found = await verdict(grader, code)
    assert found.problem is not None
    assert found.problem.kind is ProblemKind.EXCEPTION
    assert found.problem.raised is not None
    assert found.problem.raised.line == 4


async def test_the_shapes_of_a_wrong_answer_are_those_of_its_own_lines(grader: Grader) -> None:
    code = "def first_quarter(batch):\n    half = first_half(batch)\n    return half[:, :1]\n"
    found = await verdict(grader, code)
    assert found.status is Status.FAILED
    assert found.trace is not None
    assert [(step.line, step.result) for step in found.trace.steps[-2:]] == [
        (2, "(2, 2)"),
        (3, "(2, 1)"),
    ]
