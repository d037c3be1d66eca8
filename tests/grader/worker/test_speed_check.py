"""CPU time is measured from outside, beside the exercise's own code, and cannot be forged.

The names of the files in `timed_submissions` begin with what they are: "right", "slow" (the values
are right) or "wrong".
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from grader.jail import Limits
from grader.judge.timed_exams import DECLARED_RATIO, CpuTimes
from grader.protocol import Grade, ProblemKind, Status, Verdict
from grader.worker.grader import Grader
from lessons.diagnostics import Faults
from lessons.exercise_loader import AuthoringError, load
from lessons.exercise_source import read_source
from lessons.timed_inputs import make_timed_cases
from tests.support.exercise_files import catalog_of

pytestmark = pytest.mark.asyncio(loop_scope="module")

HERE = Path(__file__).parent
EXERCISE = HERE / "timed" / "running_sums.py"
SUBMISSIONS = {path.stem: path.read_text() for path in (HERE / "timed_submissions").glob("*.py")}
SOURCE = read_source(EXERCISE, Faults())
assert SOURCE is not None
SUBMISSIONS["right.reference"] = SOURCE.reference
SUBMISSIONS |= {f"right.also_{each.line}": each.source for each in SOURCE.alternatives}
SUBMISSIONS |= {f"slow.declared_{each.line}": each.source for each in SOURCE.slow}


def named(kind: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("name", [each for each in SUBMISSIONS if each.startswith(kind)])


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def speed_grader() -> AsyncIterator[Grader]:
    catalog = catalog_of(EXERCISE)
    limits = Limits(wall_seconds=30, cpu_seconds=20)
    async with Grader.open(catalog, spares=1, limits=limits) as grader:
        yield grader


async def verdict_on(grader: Grader, code: str) -> Verdict:
    return await grader.grade(Grade(id="test", exercise="toys/running-sums", code=code))


@named("right")
async def test_quick_code_passes_in_any_style(speed_grader: Grader, name: str) -> None:
    verdict = await verdict_on(speed_grader, SUBMISSIONS[name])

    assert verdict.status is Status.PASSED, verdict


@named("slow")
async def test_slow_code_does_not_pass_however_it_hides_its_work(
    speed_grader: Grader, name: str
) -> None:
    verdict = await verdict_on(speed_grader, SUBMISSIONS[name])

    assert verdict.status in {Status.FAILED, Status.REFUSED, Status.ERROR}, verdict
    if verdict.status is Status.FAILED:
        assert verdict.problem is not None
        assert verdict.problem.kind is ProblemKind.REQUIREMENT
        assert verdict.problem.facts["rule"] == "time"
        assert int(verdict.problem.facts["large"]) > int(verdict.problem.facts["small"])


@named("wrong")
async def test_values_count_on_the_measured_inputs_too(speed_grader: Grader, name: str) -> None:
    verdict = await verdict_on(speed_grader, SUBMISSIONS[name])

    assert verdict.status in {Status.FAILED, Status.ERROR}, verdict
    assert verdict.problem is None or verdict.problem.kind is not ProblemKind.REQUIREMENT


async def test_a_wrong_answer_is_not_measured(speed_grader: Grader) -> None:
    assert SOURCE is not None
    (mistake,) = SOURCE.mistakes["sum-of-all"].variants

    verdict = await verdict_on(speed_grader, mistake.source)

    assert verdict.problem is not None
    assert verdict.problem.mistake == "sum-of-all"


async def test_the_exercises_own_code_is_far_from_the_line_between_them(
    speed_grader: Grader,
) -> None:
    speed = await speed_grader.measure_speed("toys/running-sums")

    assert speed is not None
    assert speed.times.ratio > DECLARED_RATIO


@pytest.mark.parametrize(
    ("reference", "slow", "submission", "is_too_slow"),
    [
        ([0.01] * 3, [[1.0] * 3], [0.02] * 3, False),
        ([0.01] * 3, [[1.0] * 3], [0.09] * 3, False),
        ([0.01] * 3, [[1.0] * 3], [0.11] * 3, True),
        ([0.01] * 3, [[1.0] * 3], [5.0] * 3, True),
        ([0.01] * 3, [[1.0] * 3], [0.02, 0.02, 5.0], False),  # the median counts
        ([0.01, 0.01, 3.0], [[1.0] * 3], [0.2] * 3, True),
        ([0.01] * 3, [[1.0] * 3, [0.04] * 3], [0.03] * 3, True),  # the quickest slow code counts
        ([0.01] * 3, [[0.015] * 3], [5.0] * 3, False),  # too near to tell
    ],
)
async def test_the_line_is_half_way_on_a_logarithmic_scale(
    reference: list[float], slow: list[list[float]], submission: list[float], is_too_slow: bool
) -> None:
    assert CpuTimes(reference, slow, submission).is_too_slow is is_too_slow


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("yield hidden(rng.integers(60_000))", "yield hidden(1, 2)", "has 2 arguments"),
        ("yield hidden(rng.integers(60_000))", "return iter(())", "yields 1 to 3"),
        ("    yield hidden(rng.integers(60_000))", "    yield 5", "plain calls"),
        ("    yield hidden(rng.integers(60_000))", "    yield 1 / 0", "timed(rng) raised"),
        ("@slow\ndef _", "def other", "write some under @slow"),
    ],
)
async def test_inputs_that_cannot_be_measured_are_the_authors_fault_with_their_line(
    tmp_path: Path, old: str, new: str, message: str
) -> None:
    text = EXERCISE.read_text()
    assert old in text
    path = tmp_path / "running_sums.py"
    path.write_text(text.replace(old, new))
    source = read_source(path, Faults())
    assert source is not None

    with pytest.raises(
        AuthoringError, match=message.replace("(", r"\(").replace(")", r"\)")
    ) as found:
        make_timed_cases(load(path), 1, len(source.slow))
    assert found.value.line == text.splitlines().index("def timed(rng: Rng) -> Cases:") + 1
