"""Children are forked in advance, several in one request, and their output is complete."""

import os
import signal

import pytest
import pytest_asyncio

from grader.jail import ExitKind, Jail, Task, Warmup
from grader.jail.fork_server import MAX_CHILDREN_PER_REQUEST
from tests.support.jail_modes import MODES, TINY_PROBE, children_of
from tests.support.polling import until

pytestmark = pytest.mark.asyncio(loop_scope="session")

MANY = 2 * MAX_CHILDREN_PER_REQUEST + 3


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def wide():
    """A jail with more idle children than can be requested in one message."""
    async with await Jail.open(
        pool_size=MANY, probe=TINY_PROBE, without=MODES["inner-only"], warmup=Warmup.NONE
    ) as jail:
        yield jail


async def test_more_spares_than_one_message_can_ask_for_are_made(wide):
    await until(lambda: wide.idle_children == MANY)
    assert len(children_of(wide)) == MANY


async def test_one_missing_spare_is_made_before_anybody_needs_it(wide):
    await until(lambda: wide.idle_children == MANY)
    before = set(children_of(wide))
    assert (await wide.run(Task("1 + 1"))).value == "2"
    await until(lambda: wide.idle_children == MANY)
    assert set(children_of(wide)) - before


async def test_a_spare_that_dies_is_passed_over(wide):
    await until(lambda: wide.idle_children == MANY)
    killed = set(children_of(wide)[: MANY // 2])
    for pid in killed:
        os.kill(pid, signal.SIGKILL)
    await until(lambda: not killed & set(children_of(wide)))
    outcomes = [await wide.run(Task("1 + 1")) for _ in range(MANY)]
    assert {outcome.value for outcome in outcomes} == {"2"}


async def test_what_was_printed_before_the_first_look_at_it_is_not_lost(wide):
    outcome = await wide.run(Task("print('早' * 10)"))
    assert (outcome.ending, outcome.stdout) == (ExitKind.ANSWERED, "早" * 10 + "\n")
    much = "import sys\nfor _ in range(30): print('x' * 999)\nprint('y', file=sys.stderr)\n"
    outcome = await wide.run(Task(much))
    assert (len(outcome.stdout), outcome.stderr) == (30_000, "y\n")


async def test_a_task_larger_than_the_socket_holds_arrives_whole(wide):
    question = bytes(range(256)) * (1 << 12)
    outcome = await wide.run(Task("def f(q): return q", "f", question))
    assert outcome.answer == repr(question).encode()
