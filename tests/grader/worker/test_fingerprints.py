"""Wrong answers without a name have a fingerprint, which is the same for the same mistake."""

from __future__ import annotations

import pytest

from grader.protocol import Fingerprint, Grade
from grader.worker.grader import Grader

pytestmark = pytest.mark.asyncio(loop_scope="session")

RANGES = "def row_means(x):\n    return x.max(dim=1).values - x.min(dim=1).values\n"
RANGES_TOO = (
    "import torch\n\ndef row_means(rows):\n    # the largest and the smallest\n"
    "    return torch.amax(rows, 1) - torch.amin(rows, 1)\n"
)
EXTREMES = "def row_means(x):\n    return x.max(dim=1).values * x.min(dim=1).values\n"
RIGHT_WHEN_SMALL = (
    "def row_means(x):\n    y = x.mean(dim=1)\n    return y if len(x) < 3 else y + 1\n"
)
THE_SAME_RENAMED = """
def row_means(table):  # mine
    means = table.mean(dim=1)
    return means if len(table) < 4 else means + 2
"""
RIGHT_WHEN_SMALL_TOO = "def row_means(x):\n    return x.mean(dim=1) + (len(x) > 2)\n"
RAISES = "def row_means(x):\n    return x.mean(dim=7)\n"
RAISES_TOO = "def row_means(x):\n    a = x.shape[0]\n    return x.sum(dim=5) / a\n"


async def fingerprint(grader: Grader, code: str) -> Fingerprint | None:
    job = Grade(id="one", exercise="operations/row-means", code=code)
    return (await grader.grade(job)).fingerprint


async def group(grader: Grader, code: str) -> str:
    found = await fingerprint(grader, code)
    assert found is not None
    assert found.group is not None
    return found.group


async def test_it_is_the_same_in_every_exam(grader: Grader) -> None:
    assert len({await group(grader, RANGES) for _ in range(10)}) == 1


async def test_different_code_with_the_same_results_is_one_group(grader: Grader) -> None:
    assert await group(grader, RANGES) == await group(grader, RANGES_TOO)
    assert (await group(grader, RANGES)).startswith("outputs-")
    assert await group(grader, RANGES) != await group(grader, EXTREMES)


async def test_a_mistake_that_the_shown_cases_do_not_show_is_grouped_by_its_code(
    grader: Grader,
) -> None:
    first = await group(grader, RIGHT_WHEN_SMALL)
    assert first.startswith("code-")
    assert first == await group(grader, THE_SAME_RENAMED)
    assert first != await group(grader, RIGHT_WHEN_SMALL_TOO)


async def test_an_exception_is_a_result_too(grader: Grader) -> None:
    assert await group(grader, RAISES) == await group(grader, RAISES_TOO)


@pytest.mark.parametrize(
    "code",
    [
        "def row_means(x):\n    return x.mean(dim=1)\n",
        "def row_means(x):\n    return x.mean(dim=0)\n",
        "def row_means(x:\n",
        "",
    ],
    ids=["right", "named", "no-python", "empty"],
)
async def test_only_a_wrong_answer_without_a_name_has_one(grader: Grader, code: str) -> None:
    assert await fingerprint(grader, code) is None


async def test_an_answer_that_passes_has_a_digest_if_it_is_long_and_a_wrong_one_has_none(
    grader: Grader,
) -> None:
    longer = """
def row_means(x):
    rows, columns = x.shape
    sums = x.sum(dim=1)
    count = columns
    means = sums / count
    return means
"""
    renamed = longer.replace("sums", "totals").replace("count", "n") + "\nprint('fine')\n"

    async def digest(code: str) -> str | None:
        job = Grade(id="one", exercise="operations/row-means", code=code)
        return (await grader.grade(job)).answer_digest

    assert await digest(longer) is not None
    assert await digest(longer) == await digest(renamed)
    assert await digest("def row_means(x):\n    return x.mean(dim=1)\n") is None
    assert await digest(longer.replace("dim=1", "dim=0")) is None
