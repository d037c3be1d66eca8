"""What is asked of a jail that has a process to itself: `python alone.py NAME [left out wall …]`.

Descriptors can be counted here: no jail of another test opens or closes any in between.
"""

import asyncio
import gc
import sys
from pathlib import Path

from grader.jail import ExitKind, Jail, JailError, Limits, Task
from tests.support.jail_modes import TINY_PROBE, children_of, state, process_tree
from tests.support.polling import until

MIXED = [
    Task("def f(q): return len(q)", "f", b"x" * 100_000),
    Task("1 / 0"),
    Task("import os; os._exit(3)"),
    Task("import ctypes; ctypes.string_at(0)"),
    Task("while True: print('x' * 5000)"),
    Task("while True: pass", limits=Limits(wall_seconds=0.05)),
    Task("open('left.txt', 'w').write('x')"),
    Task("bytearray(10**11)"),
]


def open_descriptors():
    gc.collect()
    return len(list(Path("/proc/self/fd").iterdir()))


async def opened(without):
    return await Jail.open(probe=TINY_PROBE, warm=False, without=frozenset(without))


async def closes(without):
    """A closed jail leaves no descriptor; says which processes it had."""
    before = open_descriptors()
    jail = await opened(without)
    outcome = await jail.run(Task("open('left.txt', 'w').write('x')"))
    assert outcome.ending is ExitKind.ANSWERED
    await until(lambda: jail.idle_children == 2)
    print(*process_tree(jail.template_pid))
    slow = Task("import time\ntime.sleep(2)")
    running = [asyncio.ensure_future(jail.run(slow)) for _ in range(3)]
    await asyncio.sleep(0)
    await jail.close()
    for refused in await asyncio.gather(*running, return_exceptions=True):
        assert isinstance(refused, JailError), refused
    await until(lambda: open_descriptors() <= before)


async def works(without):
    """Whatever tasks do, descriptors and processes are afterwards as they were."""
    async with await opened(without) as jail:
        await asyncio.gather(*(jail.run(task) for task in MIXED))
        await settled(jail)
        before = open_descriptors()
        for _ in range(5):
            await asyncio.gather(*(jail.run(task) for task in MIXED * 2))
        await settled(jail)
        assert open_descriptors() == before


async def settled(jail):
    await until(lambda: len(children_of(jail)) == jail.spares == 2)
    await until(lambda: not any(state(pid) == "Z" for pid in process_tree(jail.template_pid)))


if __name__ == "__main__":
    asyncio.run({"closes": closes, "works": works}[sys.argv[1]](sys.argv[2:]))
