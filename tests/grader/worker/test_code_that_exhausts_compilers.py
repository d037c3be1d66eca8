"""Short code that keeps Python's parser or compiler busy delays only its own learner."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from grader import probe
from grader.judge.explain_exception import explain
from grader.protocol import Grade, ProblemKind, Status, Verdict
from grader.syntax.parser_process import ParserProcess
from grader.worker.grader import Grader

pytestmark = pytest.mark.asyncio(loop_scope="session")

HONEST = (
    "import torch\ndef to_float(values):\n    return torch.tensor(values, dtype=torch.float32)\n"
)


def nested_finally(depth: int) -> str:
    lines = [f"{' ' * n}try:\n{' ' * n} x\n{' ' * n}finally:" for n in range(depth)]
    return HONEST + "\n".join([*lines, " " * depth + "x"])


BOMBS = {
    "nested finally": nested_finally(30),
    "a finally with many returns": (
        HONEST + "def g():\n try:\n" + "  return x\n" * 3500 + " finally:\n" + "  x()\n" * 4000
    ),
    "a long dotted import": HONEST + "import a" + ".a" * 32_000,
}

OF_THE_COMPILER = {
    "return": HONEST + "return 1",
    "break": HONEST + "break",
    "continue": "def to_float(values):\n    continue",
    "nonlocal": HONEST + "nonlocal a",
    "nonlocal of nothing": "def to_float(values):\n    nonlocal a",
    "duplicate": "def to_float(values, values=1):\n    return values",
    "await": "def to_float(values):\n    await values",
    "yield": HONEST + "yield 1",
    "global": "def to_float(values):\n    values = 1\n    global values",
    "future": HONEST + "from __future__ import annotations",
    "debug": HONEST + "__debug__ = 1",
    "stars": HONEST + "*a, *b = 1, 2",
}


async def verdict_on(grader: Grader, code: str) -> Verdict:
    return await grader.grade(Grade(id="test", exercise="tensors/to-float", code=code))


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def parser() -> AsyncIterator[ParserProcess]:
    opened = ParserProcess()
    yield opened
    await opened.close()


@pytest.mark.parametrize("name", BOMBS)
async def test_it_ends_by_the_jails_limits_and_the_workers_loop_hardly_works(
    grader: Grader, name: str
) -> None:
    await verdict_on(grader, HONEST)  # to load everything
    before = time.thread_time()
    verdict = await verdict_on(grader, BOMBS[name])
    spent_here = time.thread_time() - before
    assert verdict.status in {Status.TIMEOUT, Status.OUT_OF_MEMORY}
    assert spent_here * 1000 < verdict.milliseconds.run / 2


async def test_others_are_judged_while_it_is_compiled(grader: Grader) -> None:
    bomb = asyncio.create_task(verdict_on(grader, BOMBS["nested finally"]))
    await asyncio.sleep(0)
    assert (await verdict_on(grader, HONEST)).status is Status.PASSED
    assert not bomb.done()
    assert (await bomb).status in {Status.TIMEOUT, Status.OUT_OF_MEMORY}


@pytest.mark.parametrize("name", OF_THE_COMPILER)
async def test_what_only_the_compiler_refuses_is_explained_as_a_syntax_error(
    grader: Grader, name: str
) -> None:
    code = OF_THE_COMPILER[name]
    with pytest.raises(SyntaxError) as refused:
        compile(code, probe.FILE_NAME, "exec", dont_inherit=True)
    verdict = await verdict_on(grader, code)
    assert verdict.status is Status.INVALID
    assert verdict.problem is not None
    assert verdict.problem.kind is ProblemKind.SYNTAX
    assert verdict.problem.raised == explain(probe.raised(refused.value, code))
    assert verdict.problem.raised.line is not None


async def test_a_return_without_any_function_is_told_what_is_missing(grader: Grader) -> None:
    verdict = await verdict_on(grader, "exec('x = 1')\nreturn x")
    assert verdict.status is Status.INVALID
    assert verdict.problem is not None
    assert verdict.problem.kind is ProblemKind.MISSING_FUNCTION


async def test_a_syntax_error_that_running_code_raises_is_an_error(grader: Grader) -> None:
    verdict = await verdict_on(grader, HONEST + "raise SyntaxError('of mine')")
    assert verdict.status is Status.ERROR
    assert verdict.problem is not None
    assert verdict.problem.kind is ProblemKind.EXCEPTION


@pytest.mark.parametrize(
    "code",
    ["import a" + ".a" * 32_000, "f'" + "{x:{y}}" * 9_000 + "'", "x<" * 32_000 + "x"],
    ids=["dotted", "f-string", "comparisons"],
)
async def test_the_next_code_is_parsed_whatever_the_one_before_did(
    parser: ParserProcess, code: str
) -> None:
    await parser.summarize(code, "f")
    after = await parser.summarize("def f(x): return x", "f")
    assert after is not None
    assert after.binding is not None


async def test_a_parser_that_was_killed_is_started_anew(parser: ParserProcess) -> None:
    await parser.summarize("x = 1", "f")
    assert parser._child is not None
    parser._child.kill()
    await parser._child.wait()
    after = await parser.summarize("x = 1", "f")
    assert after is not None


async def test_one_process_parses_one_code_after_the_other(parser: ParserProcess) -> None:
    await parser.summarize("x = 1", "f")
    first = parser._child
    await parser.summarize("x = 1\n" * 1_500, "f")
    await parser.summarize("x = (", "f")
    assert first is not None
    assert parser._child is first
    assert first.returncode is None


async def test_a_request_that_is_given_up_leaves_its_answer_to_nobody(
    parser: ParserProcess,
) -> None:
    asking = asyncio.create_task(parser.summarize("def given_up(): 0", "f"))
    while not parser._lock.locked():
        await asyncio.sleep(0)
    await asyncio.sleep(0)
    asking.cancel()
    await asyncio.gather(asking, return_exceptions=True)
    after = await parser.summarize("def wanted(): 0", "f")
    assert after is not None
    assert after.functions == ("wanted",)
