"""Code that raised outside of its function shows the shapes up to that line, too."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from grader.jail import Jail
from grader.protocol import Grade, Status, Verdict
from grader.worker.grader import Grader
from lessons.curriculum import Catalog

pytestmark = pytest.mark.asyncio(loop_scope="session")

RIGHT = "import torch\n\ndef row_means(x):\n    return x.mean(dim=1)\n"


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def loading_grader(catalog: Catalog, whole_jail: Jail) -> AsyncIterator[Grader]:
    grader = Grader(catalog, whole_jail)
    yield grader
    await grader.close()


async def verdict_on(grader: Grader, code: str) -> Verdict:
    return await grader.grade(Grade(id="load", exercise="operations/row-means", code=code))


SHOWN = {
    "a demonstration below the function": (
        RIGHT + "\nx = torch.ones(2, 3)\nw = torch.ones(2, 4)\nprint(row_means(x @ w))\n",
        ["6: x = torch.ones(2, 3) → (2, 3)", "7: w = torch.ones(2, 4) → (2, 4)", "8: x @ w → !"],
    ),
    "a wrong call below the function": (
        RIGHT + "\nm = row_means(torch.ones(3))\n",
        ["6: torch.ones(3) → (3,)", "4: x.mean(dim=1) → !"],
    ),
    "the body of a class": (
        RIGHT + "\nclass Data:\n    x = torch.ones(2)\n    y = x @ torch.ones(3)\n",
        ["7: x = torch.ones(2) → (2,)", "8: torch.ones(3) → (3,)", "8: x @ torch.ones(3) → !"],
    ),
}


def told(verdict: Verdict) -> list[str]:
    assert verdict.trace is not None
    return [
        f"{each.line}: {each.source} → {'!' if each.raised else each.result}"
        for each in verdict.trace.steps
    ]


@pytest.mark.parametrize("kind", SHOWN)
async def test_the_shapes_up_to_the_line_are_shown(loading_grader: Grader, kind: str) -> None:
    code, steps = SHOWN[kind]

    verdict = await verdict_on(loading_grader, code)

    assert verdict.status is Status.ERROR
    assert told(verdict) == steps


async def test_of_a_loop_the_first_and_the_last_shape_are_shown(loading_grader: Grader) -> None:
    loop = "\nfor n in (1, 2, 3):\n    parts.append(torch.ones(n))\n"
    code = f"{RIGHT}\nparts = []{loop}t = torch.stack(parts)\n"

    verdict = await verdict_on(loading_grader, code)

    assert verdict.trace is not None
    (step,) = [each for each in verdict.trace.steps if each.source == "torch.ones(n)"]
    assert (step.result, step.last, step.times) == ("(1,)", "(3,)", 3)
    assert verdict.trace.steps[-1].raised


@pytest.mark.parametrize(
    "code",
    [
        RIGHT + "\nx = torch.ones(2, 3)\nprint(y)\n",  # a name, which no shape explains
        RIGHT + "\nraise ValueError('nothing was computed')\n",
        RIGHT + "\nimport random\nx = torch.ones(2)\n"
        "if random.random() < 2:\n    [1][int(random.random() * 1e9) + 1]\n"
        + "def"
        + " f(:\n",  # is not even Python
    ],
)
async def test_where_no_shape_explains_the_exception_there_is_no_trace(
    loading_grader: Grader, code: str
) -> None:
    verdict = await verdict_on(loading_grader, code)

    assert verdict.status in {Status.ERROR, Status.INVALID}
    assert verdict.trace is None


FORGED = {
    "it raises something else when it is traced": "\nx = torch.ones(2)\n"
    "if '__tensei_record__' in globals():\n    raise KeyError\nx @ torch.ones(3)\n",
    "it raises nothing when it is traced": "\nx = torch.ones(2)\n"
    "if '__tensei_record__' not in globals():\n    x @ torch.ones(3)\n",
    "it ends the process when it is traced": "\nimport os\nx = torch.ones(2)\n"
    "if '__tensei_record__' in globals():\n    os._exit(0)\nx @ torch.ones(3)\n",
    "it never ends when it is traced": "\nx = torch.ones(2)\n"
    "while '__tensei_record__' in globals():\n    pass\nx @ torch.ones(3)\n",
}


@pytest.mark.parametrize("kind", FORGED)
async def test_code_that_behaves_otherwise_when_it_is_traced_keeps_its_verdict(
    loading_grader: Grader, kind: str
) -> None:
    verdict = await verdict_on(loading_grader, RIGHT + FORGED[kind])

    assert verdict.status is Status.ERROR
    assert verdict.problem is not None
    assert verdict.problem.raised is not None
    assert verdict.problem.raised.type == "RuntimeError"
    assert verdict.trace is None
