"""A wrong answer to a real exercise stays wrong, whatever its code does on the way to the verdict.

Each of `forgeries` is a submission to operations/row-means by an author who knows our code. It
runs through worker, jail, probe and judge. Attacks on the probe alone are in tests/grader/judge.
"""

from pathlib import Path

import pytest
import pytest_asyncio

from grader.jail import Limits
from grader.protocol import Grade, Status
from grader.worker.grader import Grader
from tests.support.built_in import built_in_lessons

pytestmark = pytest.mark.asyncio(loop_scope="session")

EXERCISE = "operations/row-means"
FORGERIES = sorted((Path(__file__).parent / "forgeries").glob("*.py"))
HERE = str(Path(__file__).parents[3])
HONEST = "def row_means(x):\n    return x.mean(dim=1)\n"
WRONG = "def row_means(x):\n    return x.sum(dim=1)\n"


@pytest_asyncio.fixture(loop_scope="session", scope="session")
async def grader(whole_jail):
    opened = Grader(built_in_lessons(), whole_jail, limits=Limits(wall_seconds=8, cpu_seconds=4))
    yield opened
    await opened.close()


async def verdict(grader, code):
    if "def row_means" not in code:
        code += f"\n\n{WRONG}"  # without the function, it would not run at all
    code = code.replace("WHERE_TENSEI_LIES", HERE)  # known to the attacker
    return await grader.grade(Grade(id="forging", exercise=EXERCISE, code=code))


@pytest.mark.parametrize("forgery", FORGERIES, ids=lambda path: path.stem)
async def test_a_forged_answer_does_not_pass(grader, forgery):
    found = await verdict(grader, forgery.read_text())
    assert found.status in {Status.FAILED, Status.ERROR}, found
    assert found.problem is not None or found.reason is not None
    assert found.milliseconds.run > 0
    assert HERE not in found.output + found.warnings
    assert "child_main" not in found.output + found.warnings


async def test_only_the_values_decide_when_a_made_up_answer_is_right(grader):
    """Show that the forgery of that name fails for its zeros, not because it never arrives."""
    made_up = Path(__file__).parent / "forgeries" / "answer_made_up.py"
    code = made_up.read_text().replace("torch.zeros(len(x))", "x.mean(dim=1)")
    assert (await verdict(grader, code)).status is Status.PASSED


async def test_the_next_submissions_get_what_they_deserve(grader):
    for forgery in FORGERIES:
        await verdict(grader, forgery.read_text())
        assert (await verdict(grader, WRONG)).status is Status.FAILED
    assert (await verdict(grader, HONEST)).status is Status.PASSED
