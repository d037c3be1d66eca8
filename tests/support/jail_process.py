"""Checks of a jail in a process of its own: `python -m tests.support.jail_process NAME [LAYER …]`.

LAYER is a sandbox layer to leave out. In this process, descriptors can be counted, because no jail
of another test opens or closes any.
"""

import asyncio
import gc
import sys
from collections.abc import Sequence
from pathlib import Path

from grader.jail import ExitKind, Jail, JailError, Limits, Task, Warmup
from tests.support.jail_modes import TINY_PROBE, children_of, process_tree, state
from tests.support.polling import until

MIXED_TASKS = [
    Task("def f(q): return len(q)", "f", b"x" * 100_000),
    Task("1 / 0"),
    Task("import os; os._exit(3)"),
    Task("import ctypes; ctypes.string_at(0)"),
    Task("while True: print('x' * 5000)"),
    Task("while True: pass", limits=Limits(wall_seconds=0.05)),
    Task("open('left.txt', 'w').write('x')"),
    Task("bytearray(10**11)"),
]


def open_descriptors() -> int:
    gc.collect()
    return len(list(Path("/proc/self/fd").iterdir()))


async def open_jail(without: Sequence[str]) -> Jail:
    return await Jail.open(probe=TINY_PROBE, warmup=Warmup.NONE, without=frozenset(without))


async def check_closing(without: Sequence[str]) -> None:
    """Check that a closed jail leaves no descriptor open; print the ids of its processes."""
    before = open_descriptors()
    jail = await open_jail(without)
    outcome = await jail.run(Task("open('left.txt', 'w').write('x')"))
    assert outcome.ending is ExitKind.ANSWERED
    await until(lambda: jail.idle_children == 2)
    assert jail.template_pid is not None
    print(*process_tree(jail.template_pid))
    slow = Task("import time\ntime.sleep(2)")
    running = [asyncio.ensure_future(jail.run(slow)) for _ in range(3)]
    await asyncio.sleep(0)
    await jail.close()
    for refused in await asyncio.gather(*running, return_exceptions=True):
        assert isinstance(refused, JailError), refused
    await until(lambda: open_descriptors() <= before)


async def check_reuse(without: Sequence[str]) -> None:
    """Check that descriptors and processes are the same before and after many tasks."""
    async with await open_jail(without) as jail:
        await asyncio.gather(*(jail.run(task) for task in MIXED_TASKS))
        await wait_until_idle(jail)
        before = open_descriptors()
        for _ in range(5):
            await asyncio.gather(*(jail.run(task) for task in MIXED_TASKS * 2))
        await wait_until_idle(jail)
        assert open_descriptors() == before


async def wait_until_idle(jail: Jail) -> None:
    await until(lambda: len(children_of(jail)) == jail.idle_children == 2)
    template = jail.template_pid
    assert template is not None
    await until(lambda: not any(state(pid) == "Z" for pid in process_tree(template)))


if __name__ == "__main__":
    check = {"closes": check_closing, "works": check_reuse}[sys.argv[1]]
    asyncio.run(check(sys.argv[2:]))
