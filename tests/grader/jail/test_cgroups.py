"""Cgroups of children, with real ones if this machine counts memory by cgroup v2."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from grader.jail import ExitKind, Jail, Limits, Task, Warmup, survey_layers
from grader.jail import cgroups as cgroups_module
from grader.jail.cgroups import Cgroup, CgroupPool, CgroupsUnavailableError, find_cgroup_pool
from tests.support.jail_modes import TINY_PROBE, children_of
from tests.support.polling import until

GREEDY = "kept = bytearray(200 << 20); print('had it', flush=True); import time; time.sleep(60)"


@pytest.fixture
def pool():
    try:
        return find_cgroup_pool()
    except CgroupsUnavailableError as problem:
        pytest.skip(f"needs a cgroup v2 of its own that counts memory: {problem}")


def test_a_process_that_takes_more_than_its_group_may_have_is_killed(pool):
    cgroup = pool.take(64, 10)
    procs_fd = cgroup.open_procs()
    joins = f"import os\nos.write({procs_fd}, b'0')\n{GREEDY}"
    process = subprocess.Popen([sys.executable, "-c", joins], pass_fds=(procs_fd,))
    os.close(procs_fd)
    assert process.wait(timeout=120) == -signal.SIGKILL
    pool.discard(cgroup)
    pool.remove_idle()
    assert cgroup.remove()


def cgroup_tree(tmp_path, controllers="memory pids", below="", own="/unit", processes=""):
    """Create a tree of plain files in place of the kernel's; return its root and `own` file."""
    own_cgroup = tmp_path / own.strip("/")
    own_cgroup.mkdir(parents=True)
    (tmp_path / "cgroup.controllers").write_text(controllers)
    for directory in {own_cgroup, own_cgroup.parent}:
        (directory / "cgroup.controllers").write_text(controllers)
        (directory / "cgroup.subtree_control").write_text(below)
        (directory / "cgroup.procs").write_text(processes)
    (tmp_path / "own").write_text(f"4:memory:/old\n0::{own}\n")
    return tmp_path, tmp_path / "own"


def test_without_cgroup_v2_it_says_so(tmp_path):
    with pytest.raises(CgroupsUnavailableError, match="does not count memory by cgroup v2"):
        find_cgroup_pool(tmp_path, Path("/proc/self/cgroup"))


def test_a_place_where_memory_is_not_counted_is_none(tmp_path):
    with pytest.raises(CgroupsUnavailableError, match="unit: memory is not counted there"):
        find_cgroup_pool(*cgroup_tree(tmp_path, controllers="pids io"))


def test_a_place_with_other_processes_in_it_is_none(tmp_path):
    with pytest.raises(CgroupsUnavailableError, match="other processes in it"):
        find_cgroup_pool(*cgroup_tree(tmp_path, processes="1\n2\n"))


def test_a_kernel_that_takes_the_order_and_does_nothing_is_found_out(tmp_path):
    root, own = cgroup_tree(tmp_path)
    ignored = root / "unit/cgroup.subtree_control"
    ignored.unlink()
    ignored.symlink_to("/dev/null")  # accepts everything, reads as empty
    with pytest.raises(CgroupsUnavailableError, match="without effect"):
        find_cgroup_pool(root, own)


def test_started_in_a_place_called_grader_its_groups_are_made_above_it(tmp_path):
    root, own = cgroup_tree(tmp_path, own="/unit/grader", below="memory")
    (root / "unit/cgroup.controllers").write_text("pids")
    with pytest.raises(CgroupsUnavailableError, match=f"{root}/unit: memory is not counted there"):
        find_cgroup_pool(root, own)


def test_groups_of_graders_that_are_dead_are_cleared_away(tmp_path):
    dead = tmp_path / f"tensei-jail-{2**22 + 1}-1"
    mine = tmp_path / f"tensei-jail-{os.getpid()}-1"
    dead.mkdir()
    mine.mkdir()
    CgroupPool(tmp_path)
    assert list(tmp_path.iterdir()) == [mine]


def make_cgroup(path, memory_current="4096"):
    """Create a cgroup of plain files, which the kernel creates in a real one."""
    path.mkdir()
    for name in ("memory.max", "memory.swap.max", "pids.max", "cgroup.procs"):
        (path / name).touch()
    (path / "memory.current").write_text(memory_current)
    return Cgroup(path)


def test_a_group_limits_memory_without_swap_and_threads(tmp_path):
    make_cgroup(tmp_path / "cgroup").limit(300, 65)
    written = {path.name: path.read_text() for path in (tmp_path / "cgroup").iterdir()}
    assert written["memory.max"] == str(300 << 20)
    assert written["memory.swap.max"] == "0"
    assert written["pids.max"] == "65"


def test_what_was_not_given_to_us_is_not_set(tmp_path):
    cgroup = make_cgroup(tmp_path / "cgroup")
    for name in ("memory.swap.max", "pids.max"):
        (tmp_path / "cgroup" / name).unlink()
    cgroup.limit(300, 65)
    assert (tmp_path / "cgroup/memory.max").read_text() == str(300 << 20)
    assert not (tmp_path / "cgroup/pids.max").exists()


def test_a_group_is_used_again_when_next_to_nothing_is_left_in_it(tmp_path):
    pool = CgroupPool(tmp_path)
    cgroup = make_cgroup(tmp_path / "cgroup")
    pool.recycle(cgroup)
    assert pool.take(300, 65) is cgroup
    (tmp_path / "cgroup/memory.current").write_text(str(55 << 20))
    assert not cgroup.is_reusable()
    (tmp_path / "cgroup/memory.current").write_text("0")
    (tmp_path / "cgroup/cgroup.procs").write_text("17\n")
    assert not cgroup.is_reusable()


def test_the_doctor_names_the_controllers_and_says_how_to_get_those_that_lack(monkeypatch):
    found = CgroupPool(Path("/nowhere"), ("memory", "pids"))
    monkeypatch.setattr(cgroups_module, "find_cgroup_pool", lambda: found)
    [layer] = [layer for layer in survey_layers() if layer.name == "cgroup"]
    assert layer.standing
    assert layer.why == "one for each child, with memory, pids; without cpu"
    assert "Delegate=memory pids cpu" in layer.raise_it


def test_without_cgroups_the_doctor_says_what_is_not_counted_and_what_to_do(monkeypatch):
    def unavailable():
        raise CgroupsUnavailableError("this machine does not count memory by cgroup v2")

    monkeypatch.setattr(cgroups_module, "find_cgroup_pool", unavailable)
    [layer] = [layer for layer in survey_layers() if layer.name == "cgroup"]
    assert not layer.standing
    assert "not counted: this machine does not count memory by cgroup v2" in layer.why
    assert "Delegate=memory pids cpu" in layer.raise_it
    assert "docker-compose.cgroups.yml" in layer.raise_it


@pytest.mark.asyncio(loop_scope="session")
async def test_each_child_waits_in_a_group_of_its_own(pool):
    async with await Jail.open(probe=TINY_PROBE, warmup=Warmup.NONE) as jail:
        assert "cgroup" in jail.layers
        await until(lambda: jail.idle_children == len(children_of(jail)) == 2)
        own_cgroups = [Path(f"/proc/{pid}/cgroup").read_text() for pid in children_of(jail)]
        assert len(set(own_cgroups)) == 2
        assert all("/tensei-jail-" in own for own in own_cgroups)


@pytest.mark.asyncio(loop_scope="session")
async def test_closing_a_jail_removes_its_groups(pool):
    async with await Jail.open(probe=TINY_PROBE, warmup=Warmup.NONE) as jail:
        assert (await jail.run(Task("1 + 1"))).value == "2"
    assert list(pool._parent.glob(f"tensei-jail-{os.getpid()}-*")) == []


@pytest.mark.asyncio(loop_scope="session")
async def test_names_that_a_task_looked_up_are_not_counted_against_the_next(pool):
    names = "import os\nfor n in range(100_000): os.access(f'/usr/missing-{n}', 0)"
    patient = Limits(wall_seconds=120, cpu_seconds=100)
    async with await Jail.open(probe=TINY_PROBE, warmup=Warmup.NONE) as jail:
        assert (await jail.run(Task(names, limits=patient))).ending is ExitKind.ANSWERED
        await until(lambda: jail.idle_children == len(children_of(jail)) == 2)
        for idle in jail._plan.cgroups._idle:
            assert idle.is_reusable()


@pytest.mark.asyncio(loop_scope="session")
async def test_honest_code_may_use_all_of_its_memory_and_its_scratch_directory(pool):
    """The cgroup's limit is larger than the rlimit, because it includes kernel memory."""
    code = "kept = bytearray(b'x') * (900 << 20)\nopen('f', 'wb').write(bytes(60 << 20))\nlen(kept)"
    patient = Limits(wall_seconds=120, cpu_seconds=100)
    async with await Jail.open(probe=TINY_PROBE) as jail:
        outcome = await jail.run(Task(code, limits=patient))
        assert (outcome.ending, outcome.value) == (ExitKind.ANSWERED, str(900 << 20))
