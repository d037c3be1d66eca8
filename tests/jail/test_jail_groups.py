"""Groups for memory. Where this machine counts memory by cgroup v2, with real ones."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from grader.jail.groups import Groups, NoGroups, find, pid_here

GREEDY = "kept = bytearray(200 << 20); print('had it', flush=True); import time; time.sleep(60)"


@pytest.fixture
def groups():
    try:
        return find()
    except NoGroups as problem:
        pytest.skip(f"needs a cgroup v2 of its own that counts memory: {problem}")


def test_a_process_that_takes_more_than_its_group_may_have_is_killed(groups):
    group = groups.make()
    group.limit(64)
    waits = f"import sys; sys.stdin.read()\n{GREEDY}"
    process = subprocess.Popen([sys.executable, "-c", waits], stdin=subprocess.PIPE)
    group.take_in(process.pid)
    process.stdin.close()
    assert process.wait(timeout=120) == -signal.SIGKILL
    groups.drop(group)
    groups.tidy()
    assert group.remove()


def place(tmp_path, controllers="memory pids", below="", own="/unit", processes=""):
    """A tree of plain files, which holds what is written to it as the kernel's does."""
    here = tmp_path / own.strip("/")
    here.mkdir(parents=True)
    (tmp_path / "cgroup.controllers").write_text(controllers)
    for directory in {here, here.parent}:
        (directory / "cgroup.controllers").write_text(controllers)
        (directory / "cgroup.subtree_control").write_text(below)
        (directory / "cgroup.procs").write_text(processes)
    (tmp_path / "own").write_text(f"4:memory:/old\n0::{own}\n")
    return tmp_path, tmp_path / "own"


def test_without_cgroup_v2_it_says_so(tmp_path):
    with pytest.raises(NoGroups, match="does not count memory by cgroup v2"):
        find(tmp_path, Path("/proc/self/cgroup"))


def test_a_place_where_memory_is_not_counted_is_none(tmp_path):
    with pytest.raises(NoGroups, match="unit: memory is not counted there"):
        find(*place(tmp_path, controllers="pids io"))


def test_a_place_with_other_processes_in_it_is_none(tmp_path):
    with pytest.raises(NoGroups, match="other processes in it"):
        find(*place(tmp_path, processes="1\n2\n"))


def test_a_kernel_that_takes_the_order_and_does_nothing_is_found_out(tmp_path):
    root, own = place(tmp_path)
    ignored = root / "unit/cgroup.subtree_control"
    ignored.unlink()
    ignored.symlink_to("/dev/null")  # takes everything, gives nothing back
    with pytest.raises(NoGroups, match="nothing came of it"):
        find(root, own)


def test_started_in_a_place_called_grader_its_groups_are_made_above_it(tmp_path):
    root, own = place(tmp_path, own="/unit/grader", below="memory")
    (root / "unit/cgroup.controllers").write_text("pids")
    with pytest.raises(NoGroups, match=f"{root}/unit: memory is not counted there"):
        find(root, own)


def test_groups_of_graders_that_are_dead_are_cleared_away(tmp_path):
    dead = tmp_path / f"tensei-jail-{2**22 + 1}-1"
    mine = tmp_path / f"tensei-jail-{os.getpid()}-1"
    dead.mkdir()
    mine.mkdir()
    Groups(tmp_path)
    assert list(tmp_path.iterdir()) == [mine]


def test_a_process_is_known_by_its_pidfd():
    handle = os.pidfd_open(os.getpid())
    try:
        assert pid_here(handle) == os.getpid()
    finally:
        os.close(handle)
