"""A machine without free disk or processes: tasks fail with a JailError and can be tried again."""

import asyncio
import os
import subprocess
import tempfile
from pathlib import Path

import pytest
import pytest_asyncio

from grader.jail import ExitKind, Jail, JailError, Limits, Task, Warmup
from tests.support.jail_modes import MODES, TINY_PROBE, children_of, process_tree, template_of
from tests.support.polling import until

pytestmark = pytest.mark.asyncio(loop_scope="session")

WRITES = Task("open('x', 'wb').write(bytes(3 << 20))", limits=Limits(scratch_mib=4))


async def open_jail():
    return await Jail.open(probe=TINY_PROBE, without=MODES["inner-only"], warmup=Warmup.NONE)


@pytest.fixture
def small_disk(monkeypatch):
    """A disk of 8 MiB for temporary directories."""
    folder = tempfile.mkdtemp(dir="/tmp")
    mounting = ["mount", "-t", "tmpfs", "-o", "size=8m,nr_inodes=4000,mode=755", "none", folder]
    if os.geteuid() != 0 or subprocess.run(mounting, capture_output=True).returncode != 0:
        Path(folder).rmdir()
        pytest.skip("needs to mount a small disk: run the tests as root, outside a container")
    monkeypatch.setattr("tempfile.tempdir", folder)
    yield Path(folder)
    subprocess.run(["umount", "--lazy", folder], check=True)
    Path(folder).rmdir()


async def test_a_full_disk_gives_tasks_back_until_there_is_room(small_disk):
    async with await open_jail() as jail:
        assert (await jail.run(WRITES)).ending is ExitKind.ANSWERED
        await until(lambda: not list(small_disk.glob("*/*/x")))
        (small_disk / "filling").write_bytes(bytes(6 << 20))
        with pytest.raises(JailError, match="is full"):
            await jail.run(WRITES)
        (small_disk / "filling").unlink()
        assert (await jail.run(WRITES)).ending is ExitKind.ANSWERED


async def test_a_disk_that_fills_up_meanwhile_is_not_the_codes_fault(small_disk):
    code = "import time\nopen('began', 'w').close()\ntime.sleep(1)\n" + WRITES.code
    async with await open_jail() as jail:
        running = asyncio.ensure_future(jail.run(Task(code, limits=WRITES.limits)))
        await until(lambda: list(small_disk.glob("*/*/began")))
        (small_disk / "filling").write_bytes(bytes(6 << 20))
        with pytest.raises(JailError, match="is full"):
            await running


async def test_a_disk_without_room_for_directories_stops_the_jail_from_opening(small_disk):
    left = os.statvfs(small_disk).f_favail
    for number in range(left):
        (small_disk / str(number)).mkdir()
    with pytest.raises(JailError, match="scratch directories could not be made"):
        await open_jail()


@pytest.fixture
def pids_cgroup():
    """A cgroup in which the number of processes can be limited."""
    name = f"tensei-test-{os.getpid()}"
    for place in (Path("/sys/fs/cgroup/pids"), Path("/sys/fs/cgroup")):
        group = place / name
        try:
            group.mkdir()
        except OSError:
            continue
        if (group / "pids.max").exists():
            break
        group.rmdir()
    else:
        pytest.skip("needs a pids cgroup that it may write: run the tests as root")
    yield group
    group.rmdir()


@pytest_asyncio.fixture(loop_scope="session")
async def confined_jail(pids_cgroup):
    """A jail whose processes are all in `pids_cgroup`."""
    async with await open_jail() as jail:
        await until(lambda: len(children_of(jail)) == 2)
        for pid in process_tree(jail.template_pid):
            (pids_cgroup / "cgroup.procs").write_text(str(pid))
        yield jail
    await until(lambda: not (pids_cgroup / "cgroup.procs").read_text())


async def test_no_room_for_processes_gives_tasks_back_until_there_is_some(
    pids_cgroup, confined_jail
):
    (pids_cgroup / "pids.max").write_text("1")
    ended = await asyncio.gather(
        *(confined_jail.run(Task("1 + 1")) for _ in range(5)), return_exceptions=True
    )
    from_pool = [outcome.value for outcome in ended[:2]]
    assert from_pool == ["2", "2"]
    assert all(isinstance(outcome, JailError) for outcome in ended[2:]), ended
    with pytest.raises(JailError):
        await confined_jail.run(Task("1 + 1", limits=Limits(memory_mib=4000)))
    (pids_cgroup / "pids.max").write_text("max")
    template = template_of(confined_jail)
    assert (await confined_jail.run(Task("1 + 1"))).value == "2"
    assert template_of(confined_jail) == template


async def test_threads_for_which_there_is_no_room_are_not_the_codes_fault(
    pids_cgroup, confined_jail
):
    threads = Task("import threading, time\nthreading.Thread(target=print).start()\n1")
    assert (await confined_jail.run(threads)).ending is ExitKind.ANSWERED
    await until(lambda: len(children_of(confined_jail)) == 2)
    (pids_cgroup / "pids.max").write_text("1")
    with pytest.raises(JailError, match="no room left"):
        await confined_jail.run(threads)
