"""How fast the fork server forks, which `python -m grader bench` measures."""

import asyncio
import os
import signal

import pytest

from grader.jail import ExitKind, Jail, Task, Warmup
from grader.jail.child import ForkServerError
from tests.support.jail_modes import TINY_PROBE, children_of, template_of
from tests.support.polling import until

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_measured_forks_leave_no_child_behind_and_tasks_run_after_them():
    async with await Jail.open(pool_size=1, probe=TINY_PROBE, warmup=Warmup.NONE) as jail:
        speed = await jail.measure_forks(40)
        assert speed.per_second > 0
        assert 0 < speed.cpu_seconds < 1
        await until(lambda: len(children_of(jail)) == 1)
        outcome = await jail.run(Task("1 + 1"))
        assert (outcome.ending, outcome.value) == (ExitKind.ANSWERED, "2")


async def test_a_fork_server_that_dies_ends_the_measurement():
    async with await Jail.open(pool_size=1, probe=TINY_PROBE, warmup=Warmup.NONE) as jail:
        template = template_of(jail)
        os.kill(template, signal.SIGSTOP)
        measuring = asyncio.create_task(jail.measure_forks(1))
        await asyncio.sleep(0)
        os.kill(template, signal.SIGKILL)
        with pytest.raises(ForkServerError):
            await measuring
