"""The second look at a wrong answer: what it shows, what it costs, and what it cannot change."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from pathlib import Path

import pytest
import pytest_asyncio

from grader.jail import Jail, Limits, Outcome, Task, Warmup
from grader.protocol import Grade, ProblemKind, ShapeTrace, Status, Verdict
from grader.worker.grader import Grader
from lessons.curriculum import Catalog

pytestmark = pytest.mark.asyncio(loop_scope="module")

FORGERIES = sorted((Path(__file__).parent / "trace_forgeries").glob("*.py"))
ROW_MEANS = "operations/row-means"


class CountingJail(Jail):
    """A real jail that counts its tasks. Each of them has a child of its own."""

    tasks: tuple[Task, ...] = ()

    async def run(self, task: Task) -> Outcome:
        self.tasks = (*self.tasks, task)
        return await super().run(task)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def jail() -> AsyncIterator[Jail]:
    async with await CountingJail.open(pool_size=3) as opened:
        yield opened


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def grader(catalog: Catalog, jail: Jail) -> AsyncIterator[Grader]:
    opened = Grader(catalog, jail, limits=Limits(wall_seconds=10, cpu_seconds=4))
    yield opened
    await opened.close()


async def grade(grader: Grader, code: str, exercise: str = ROW_MEANS) -> Verdict:
    return await grader.grade(Grade(id="look", exercise=exercise, code="import torch\n" + code))


def told(trace: ShapeTrace | None) -> list[str]:
    """Return the steps as `line: source → result`, with a mark at the departure."""
    assert trace is not None
    marked = None if trace.departure is None else trace.departure.step
    return [
        f"{'* ' if number == marked else ''}{each.line}: {each.source} → {each.result}"
        for number, each in enumerate(trace.steps)
    ]


KINDS: Mapping[str, tuple[str, str, ProblemKind, list[str]]] = {
    "a kept dimension": (
        ROW_MEANS,
        "def row_means(x):\n    m = x.mean(dim=1, keepdim=True)\n    return m\n",
        ProblemKind.SHAPE,
        [
            "None: x → (2, 2)",
            "* 3: m = x.mean(dim=1, keepdim=True) → (2, 1)",
            "4: return m → (2, 1)",
        ],
    ),
    "the wrong axis": (
        "operations/best-class",
        "def best_class(scores):\n    return scores.argmax(0)\n",
        ProblemKind.SHAPE,
        ["None: scores → (2, 3)", "* 3: return scores.argmax(0) → (3,) int64"],
    ),
    "a dtype that changes on the way": (
        ROW_MEANS,
        "def row_means(x):\n    exact = x.double()\n    m = exact.mean(1)\n    return m\n",
        ProblemKind.DTYPE,
        [
            "None: x → (2, 2)",
            "* 3: exact = x.double() → (2, 2) float64",
            "4: m = exact.mean(1) → (2,) float64",
            "5: return m → (2,) float64",
        ],
    ),
    "a dtype that comes and goes before": (
        "operations/best-class",
        "def best_class(scores):\n    i = scores.double().argmax(1)\n    return i.double()\n",
        ProblemKind.DTYPE,
        [
            "None: scores → (2, 3)",
            "3: scores.double() → (2, 3) float64",
            "3: i = scores.double().argmax(1) → (2,) int64",
            "4: return i.double() → (2,) float64",
        ],
    ),
    "a dtype that was the argument's": (
        "operations/best-class",
        "def best_class(scores):\n    return scores.argmax(1).float()\n",
        ProblemKind.DTYPE,
        [
            "None: scores → (2, 3)",
            "3: scores.argmax(1) → (2,) int64",
            "3: return scores.argmax(1).float() → (2,) float32",
        ],
    ),
    "broadcasting of a column and a row": (
        ROW_MEANS,
        "def row_means(x):\n"
        "    column = x.mean(1, keepdim=True)\n"
        "    both = column - x.mean(1)\n"
        "    return x.mean(1) + both.sum(1)\n",
        ProblemKind.VALUE,
        [
            "None: x → (2, 2)",
            "3: column = x.mean(1, keepdim=True) → (2, 1) = [[1], [3]]",
            "4: x.mean(1) → (2,) = [1, 3]",
            "4: both = column - x.mean(1) → (2, 2) = [[0, -2], [2, 0]]",
            "5: x.mean(1) → (2,) = [1, 3]",
            "5: both.sum(1) → (2,) = [-2, 2]",
            "5: return x.mean(1) + both.sum(1) → (2,) = [-1, 5]",
        ],
    ),
    "one line of several operations": (
        ROW_MEANS,
        "def row_means(x):\n    return (x - x.sum()).abs()[:, 0] / x.shape[1]\n",
        ProblemKind.VALUE,
        [
            "None: x → (2, 2)",
            "3: x.sum() → () = 8",
            "3: x - x.sum() → (2, 2) = [[-8, -6], [-12, 2]]",
            "3: (x - x.sum()).abs() → (2, 2) = [[8, 6], [12, 2]]",
            "3: (x - x.sum()).abs()[:, 0] → (2,) = [8, 12]",
            "3: x.shape[1] → 2",
            "3: return (x - x.sum()).abs()[:, 0] / x.shape[1] → (2,) = [4, 6]",
        ],
    ),
    "a helper of the learner's own": (
        ROW_MEANS,
        "def centred(y):\n    return y - 1\n\n\ndef row_means(x):\n    return centred(x).mean(1)\n",
        ProblemKind.VALUE,
        [
            "None: x → (2, 2)",
            "3: return y - 1 → (2, 2) = [[-1, 1], [-5, 9]]",
            "7: centred(x) → (2, 2) = [[-1, 1], [-5, 9]]",
            "7: return centred(x).mean(1) → (2,) = [0, 2]",
        ],
    ),
    "a list in place of a tensor": (
        ROW_MEANS,
        "def row_means(x):\n    means = x.mean(1)\n    return means.tolist()\n",
        ProblemKind.TYPE,
        [
            "None: x → (2, 2)",
            "3: means = x.mean(1) → (2,)",
            "* 4: return means.tolist() → [1, 3]",
        ],
    ),
    "an exception in the middle": (
        ROW_MEANS,
        "def row_means(x):\n    m = x.mean(1)\n    d = x.T - torch.ones(5)\n    return m + d\n",
        ProblemKind.EXCEPTION,
        [
            "None: x → (2, 2)",
            "3: m = x.mean(1) → (2,)",
            "4: x.T → (2, 2)",
            "4: torch.ones(5) → (5,)",
            "4: x.T - torch.ones(5) → RuntimeError",
        ],
    ),
    "a tensor on another device": (
        "gpu/gram",
        "def gram(x, device):\n    x = x.to(device)\n    return x @ x.T\n",
        ProblemKind.DEVICE,
        [
            "None: x → (2, 2) cpu",
            "None: device → 'meta'",
            "* 3: x = x.to(device) → (2, 2) meta",
            "4: x.T → (2, 2) meta",
            "4: return x @ x.T → (2, 2) meta",
        ],
    ),
}


@pytest.mark.parametrize("kind", KINDS)
async def test_a_trace_shows_what_each_line_gave_and_marks_what_is_certain(
    grader: Grader, kind: str
) -> None:
    exercise, code, problem, expected = KINDS[kind]
    verdict = await grade(grader, code, exercise)
    assert verdict.problem is not None
    assert verdict.problem.kind is problem
    assert told(verdict.trace) == expected


async def test_a_loop_is_shown_once_with_its_first_and_last_values(grader: Grader) -> None:
    code = (
        "def row_means(x):\n"
        "    out = torch.zeros(0)\n"
        "    for row in x:\n"
        "        out = torch.cat([out, row.sum()[None]])\n"
        "    return out\n"
    )
    trace = (await grade(grader, code)).trace
    assert trace is not None
    steps = {each.source: (each.result, each.times, each.last) for each in trace.steps if each.line}
    assert steps["for row in x"] == ("(2,) = [0, 2]", 2, None)
    assert steps["row.sum()"] == ("() = 2", 2, "() = 6")
    assert steps["out = torch.cat([out, row.sum()[None]])"] == ("(1,) = [2]", 2, "(2,)")
    assert steps["return out"] == ("(2,) = [2, 6]", 1, None)


async def test_a_long_function_is_shown_in_a_dozen_lines_from_its_end(grader: Grader) -> None:
    body = "".join(f"    x = x + {number}\n" for number in range(40))
    trace = (await grade(grader, f"def row_means(x):\n{body}    return x.mean(1)\n")).trace
    assert trace is not None
    assert len(trace.steps) == 12
    assert trace.left_out == 41 - 11
    assert trace.steps[-1].source == "return x.mean(1)"


async def test_the_second_of_two_calls_is_traced_when_it_is_the_wrong_one(
    grader: Grader,
) -> None:
    code = (
        "def gradients(X, y, W1, b1, W2, b2):\n"
        "    p = torch.sigmoid(torch.relu(X @ W1 + b1) @ W2 + b2)\n"
        "    loss = torch.nn.functional.binary_cross_entropy(p, y)\n"
        "    loss.backward()\n"
        "    return W1.grad, b1.grad, W2.grad, b2.grad\n"
    )
    verdict = await grade(grader, code, "network/gradients")
    assert verdict.problem is not None
    assert verdict.problem.facts["call"] == "second"
    assert verdict.trace is not None
    assert all(each.times == 1 for each in verdict.trace.steps)


async def test_a_pass_has_one_child_and_no_second_look(grader: Grader, jail: CountingJail) -> None:
    before = len(jail.tasks)
    verdict = await grade(grader, "def row_means(x):\n    return x.mean(1)\n")
    assert verdict.status is Status.PASSED
    assert verdict.trace is None
    (only,) = jail.tasks[before:]
    assert not only.traced


async def test_a_wrong_answer_has_two_children_and_the_second_gets_one_case(
    grader: Grader, jail: CountingJail
) -> None:
    before = len(jail.tasks)
    await grade(grader, "def row_means(x):\n    return x.sum(1) - 1\n")
    first, second = jail.tasks[before:]
    assert (first.traced, second.traced) == (False, True)
    assert len(second.question) < len(first.question)
    assert second.limits.wall_seconds < first.limits.wall_seconds


@pytest.mark.parametrize(
    "code",
    [
        "def row_means(x)\n    return x\n",
        "def row_mean(x):\n    return x\n",
        "def row_means():\n    return 1\n",
        "import os\ndef row_means(x):\n    os._exit(0)\n",
        "def row_means(x):\n    return x.div_(2).mean(1)\n",
        "def row_means(x):\n    while True:\n        pass\n",
    ],
    ids=["syntax", "other name", "signature", "exits", "input changed", "endless"],
)
async def test_what_no_shape_explains_gets_no_second_child(
    grader: Grader, jail: CountingJail, code: str
) -> None:
    before = len(jail.tasks)
    verdict = await grade(grader, code)
    assert verdict.status is not Status.PASSED
    assert verdict.trace is None
    assert not any(each.traced for each in jail.tasks[before:])


async def test_the_verdict_is_the_same_when_the_jail_fails_at_the_second_look(
    catalog: Catalog,
) -> None:
    class JailOfOneTask(CountingJail):
        async def run(self, task: Task) -> Outcome:
            if task.traced:
                await self.close()  # as when the grader is stopped
            return await super().run(task)

    async with await JailOfOneTask.open(pool_size=1, warmup=Warmup.TORCH) as broken:
        grader = Grader(catalog, broken)
        verdict = await grade(grader, "def row_means(x):\n    return x.sum(1) - 1\n")
        await grader.close()
    assert verdict.status is Status.FAILED
    assert verdict.problem is not None
    assert verdict.trace is None


@pytest.mark.parametrize("forgery", FORGERIES, ids=lambda path: path.stem)
async def test_a_forged_trace_changes_no_verdict_and_says_nothing_but_shapes(
    grader: Grader, forgery: Path
) -> None:
    """Each forgery is a wrong answer of the kind that its first line names."""
    code = forgery.read_text(encoding="utf-8")
    kind = ProblemKind(code.splitlines()[0].removeprefix("# "))
    verdict = await grader.grade(Grade(id="forged", exercise=ROW_MEANS, code=code))
    assert verdict.problem is not None, verdict
    assert verdict.problem.kind is kind
    assert verdict.status in {Status.FAILED, Status.ERROR}
    shown = [] if verdict.trace is None else verdict.trace.steps
    lines = " ".join(" ".join(code.split("\n")).split())
    for step in shown:
        assert step.line is None or step.source.rstrip("…") in lines
        for text in (step.result, step.last or ""):
            assert "SAID BY CODE" not in text
            assert len(text) <= 60
            assert text.isprintable()


async def test_the_next_trace_is_honest_after_all_that(grader: Grader) -> None:
    code = "def row_means(x):\n    return x.mean(1, keepdim=True)\n"
    assert told((await grade(grader, code)).trace) == [
        "None: x → (2, 2)",
        "* 3: return x.mean(1, keepdim=True) → (2, 1)",
    ]
