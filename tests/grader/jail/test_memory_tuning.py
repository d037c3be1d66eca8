"""The layout of a fork server's memory when it is ready to fork."""

import asyncio
import itertools
import os
import platform
import re
import subprocess
import sys
from pathlib import Path

import pytest
import pytest_asyncio

from grader.jail import CPU, Jail, Task, bubblewrap
from tests.support.jail_modes import children_of, template_of

pytestmark = pytest.mark.asyncio(loop_scope="session")

HEAD = re.compile(r"[0-9a-f]+-[0-9a-f]+ (\S{4}) \S+ \S+ \S+ *(.*)")
HUGE_PAGE_KIB = 2048
HUGE_PAGES = Path("/sys/kernel/mm/transparent_hugepage/enabled")


COLLAPSES_HEAP = """
import os, re, signal
from pathlib import Path
from grader.jail.inside import memory_tuning

def huge():
    sizes = re.findall(r"AnonHugePages: +([0-9]+)", Path("/proc/self/smaps").read_text())
    return sum(map(int, sizes))

kept = [bytes(400) for _ in range(100_000)]
memory_tuning.collapse_heap()
before = huge()
child = os.fork()
if child == 0:
    signal.pause()
counted = list(kept)
os.kill(child, signal.SIGKILL)
os.waitpid(child, 0)
fallen = huge()
memory_tuning.collapse_heap()
print(before, fallen, huge())
"""


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def fresh():
    """A jail whose only child has not run a task yet."""
    async with await Jail.open(pool_size=1) as opened:
        yield opened


def read_mappings(pid):
    """Return (permissions, name, KiB by kind) of each memory mapping of a process."""
    found = []
    try:
        lines = Path(f"/proc/{pid}/smaps").read_text().splitlines()
    except PermissionError:
        pytest.skip("only root may inspect a child's memory: run the tests as root")
    for line in lines:
        if head := HEAD.fullmatch(line):
            found.append((head[1], Path(head[2]).name, {}))
        elif line.endswith(" kB"):
            kind, size = line.removesuffix(" kB").split(":")
            found[-1][2][kind] = int(size)
    return found


def kib(pid, rights, name, kind):
    return sum(
        sizes[kind]
        for has, called, sizes in read_mappings(pid)
        if has == rights and called.startswith(name)
    )


def linux_version():
    return tuple(int(part) for part in re.findall(r"\d+", platform.release())[:2])


@pytest.mark.skipif(linux_version() < (6, 15), reason="handing down needs Linux 6.15 or newer")
async def test_a_child_is_born_with_the_code_that_it_will_run(fresh):
    [child] = children_of(fresh)
    loaded = kib(template_of(fresh), "r-xp", "libtorch_cpu", "Rss")
    assert loaded > 0
    assert kib(child, "r-xp", "libtorch_cpu", "Rss") > loaded / 2


async def test_a_child_is_not_born_with_code_that_few_will_run(fresh):
    [part] = [
        sizes
        for rights, name, sizes in read_mappings(template_of(fresh))
        if rights == "r-xp" and name == "libtorch_cpu.so"
    ]
    assert part["Rss"] < part["Size"] / 10


async def test_what_is_constant_in_a_library_lies_in_one_part_with_its_code(fresh):
    found = read_mappings(template_of(fresh))
    with_code = {name for rights, name, _ in found if rights == "r-xp" and ".so" in name}
    apart = [
        name
        for rights, name, sizes in found
        if rights == "r--p" and name in with_code and not sizes["Anonymous"]
    ]
    assert with_code
    assert apart == []


async def test_the_data_of_a_library_lies_in_one_part_even_what_its_linker_had_protected(fresh):
    found = read_mappings(template_of(fresh))
    data = {name for rights, name, _ in found if rights == "rw-p" and ".so" in name}
    apart = [
        name
        for (rights, name, sizes), following in itertools.pairwise(found)
        if (rights, name) == ("r--p", following[1])
        and following[0] == "rw-p"
        and sizes["Anonymous"]
    ]
    assert data
    assert apart == []


@pytest.mark.skipif(
    not HUGE_PAGES.exists() or "[never]" in HUGE_PAGES.read_text(),
    reason=f"needs huge pages: echo madvise > {HUGE_PAGES}",
)
async def test_a_heap_that_fell_into_small_pages_is_gathered_into_huge_ones():
    environment = {**os.environ, **bubblewrap.environment(CPU)}
    output = await asyncio.to_thread(
        subprocess.check_output, [sys.executable, "-c", COLLAPSES_HEAP], env=environment, timeout=60
    )
    before, fallen, after = map(int, output.split())
    assert fallen < before / 2
    assert after > before * 0.9


@pytest.mark.skipif(
    not HUGE_PAGES.exists() or "[never]" in HUGE_PAGES.read_text(),
    reason=f"needs huge pages: echo madvise > {HUGE_PAGES}",
)
async def test_a_template_that_has_forked_often_has_written_to_few_parts_of_its_heap():
    async with await Jail.open(pool_size=2) as jail:
        template = template_of(jail)
        before = kib(template, "rw-p", "[heap]", "AnonHugePages")
        for _ in range(40):
            await jail.run(Task("1"))
        after = kib(template, "rw-p", "[heap]", "AnonHugePages")
    assert before > 0
    assert before - after <= 6 * HUGE_PAGE_KIB


async def test_what_is_drawn_in_a_template_for_practice_is_drawn_by_no_child(whole_jail):
    tasks = [Task("import torch\ntorch.rand(3).tolist()") for _ in range(3)]
    drawn = [(await whole_jail.run(task)).value for task in tasks]
    assert len(set(drawn)) == 3
