"""Many mixed submissions leave memory, descriptors, processes and disk where they were.

150 in each mode by default. The long run, of some minutes:

    TENSEI_SOAK=5000 python -m pytest tests/grader/jail/test_soak.py
"""

import asyncio
import gc
import os
import random
from pathlib import Path

import pytest

from grader.jail import ExitKind, Limits, Task
from grader.jail.procfs import mib
from tests.support.jail_modes import children_of, process_tree, template_of
from tests.support.polling import until

HOW_MANY = int(os.environ.get("TENSEI_SOAK", "150"))
CONCURRENT_TASKS = 6
GROWTH_MIB = 16
ATTACKS = Path(__file__).parents[2] / "attacks"
MEAN = "import torch\ndef f(q): return torch.ones(3, 4).mean(dim={}).tolist()"
SHORT = Limits(wall_seconds=0.3)
# Generous, for a busy machine.
LONG = Limits(wall_seconds=60, cpu_seconds=30, memory_mib=256)


def attack(name):
    return Task((ATTACKS / f"{name}.py").read_text(), limits=LONG)


# Tasks, and the endings that each may have.
MIXED = [
    (Task(MEAN.format(1), "f"), {"answered"}),
    (Task(MEAN.format(0), "f"), {"answered"}),
    (Task(MEAN.format(5), "f"), {"raised", "answered"}),
    (Task("def g(q): pass", "f"), {"no-function"}),
    (Task("def f(q): return 'x' * (1 << 20)", "f", b"x" * 100_000), {"answered"}),
    (Task("1 +"), {"raised"}),
    (Task("import torch\ntorch.randn(50, 50) @ torch.randn(50, 50)"), {"answered"}),
    (Task("for i in range(20): open(str(i), 'wb').write(bytes(10_000))"), {"answered"}),
    (Task("import tempfile; [tempfile.mkdtemp() for _ in range(5)]"), {"answered"}),
    (Task("import os; os._exit(3)"), {"vanished"}),
    (Task("import ctypes; ctypes.string_at(0)"), {"crashed"}),
    (Task("while True: pass", limits=SHORT), {"timeout"}),
    (Task("import time; time.sleep(9)", limits=SHORT), {"timeout"}),
    (Task("while True: print('x' * 5000)"), {"output-limit"}),
    (Task("import torch; torch.ones(10**11)"), {"out-of-memory"}),
    (Task("x = []\nwhile True: x.append(bytes(10**6))", limits=LONG), {"out-of-memory"}),
    (Task("import socket; socket.socket()"), {"refused"}),
    (Task("input()"), {"refused"}),
    (attack("fork_bomb"), {"answered"}),
    (attack("flood_the_answer"), {"output-limit"}),
    (attack("two_frames"), {"answered"}),
    (attack("outlive_the_answer"), {"answered"}),
    (attack("shared_memory_left_behind"), {"answered"}),
    (attack("replace_standard_streams"), {"answered"}),
]


async def run_many(jail, count, random_source):
    """Run `count` of the tasks, a few at a time; return those with an unexpected ending."""
    left = iter(range(count))
    unexpected = []

    async def run_tasks():
        for _ in left:
            task, endings = random_source.choice(MIXED)
            outcome = await jail.run(task)
            if outcome.ending not in endings:
                unexpected.append((task.code[-200:], outcome))

    await asyncio.gather(*(run_tasks() for _ in range(CONCURRENT_TASKS)))
    return unexpected


def descriptors(pid):
    """Return the number of open descriptors; None if this user may not read it."""
    try:
        return len(list(Path(f"/proc/{pid}/fd").iterdir()))
    except PermissionError:
        return None


def memory(template):
    """Return the MiB of this process, and of the fork server if this user may read it."""
    try:
        return mib(os.getpid(), "Private_Dirty"), mib(template, "Anonymous")
    except PermissionError:
        return (mib(os.getpid(), "Private_Dirty"),)


async def footprint(jail):
    """Return what is in use once the pool is full and nothing runs."""
    await until(lambda: len(children_of(jail)) == 2 and len(jail._idle_pool) == 2)
    await until(lambda: len(process_tree(template_of(jail))) == 3)
    gc.collect()
    template = template_of(jail)
    return {
        "descriptors": descriptors(os.getpid()),
        "template's descriptors": descriptors(template),
        "template": template,
        "tasks": len(asyncio.all_tasks()),
        "disk": sorted(str(path) for path in Path("/tmp").glob(f"tensei-jail-{os.getpid()}-*/*/*")),
    }


@pytest.mark.asyncio(loop_scope="session")
@pytest.mark.parametrize("mode", ["outer-and-inner", "inner-only"])
async def test_mixed_submissions_leave_everything_where_it_was(jail_in, mode):
    jail = await jail_in(mode)
    random_source = random.Random(5)
    unexpected = await run_many(jail, 2 * len(MIXED), random_source)
    before = await footprint(jail)
    memory_before = memory(before["template"])
    unexpected += await run_many(jail, HOW_MANY, random_source)
    after = await footprint(jail)
    assert unexpected == []
    assert after == before
    for most, now in zip(memory_before, memory(after["template"]), strict=True):
        assert now - most < GROWTH_MIB


def test_every_way_to_end_is_in_the_mix():
    assert set().union(*(endings for _, endings in MIXED)) == {ending.value for ending in ExitKind}
