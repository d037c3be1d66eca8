"""The jail survives processes that die or hang, and cleans up after itself."""

import asyncio
import contextlib
import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
import pytest_asyncio

from grader.jail import ExitKind, Jail, JailError, Limits, Task, Warmup, bubblewrap
from grader.jail.fork_server import ForkServer
from grader.jail.visible_paths import find_visible_paths
from tests.support.jail_modes import (
    MODES,
    TINY_PROBE,
    children_of,
    need_bubblewrap,
    process_tree,
    state,
    template_of,
)
from tests.support.polling import until

pytestmark = pytest.mark.asyncio(loop_scope="session")

PROJECT = Path(__file__).parents[3]
SLOW = Task("import time\ntime.sleep(2)\n'done'")


@pytest.fixture(params=["outer-and-inner", "inner-only"])
def mode(request):
    if request.param == "outer-and-inner":
        need_bubblewrap()
    return MODES[request.param]


async def open_jail(mode, **more):
    """Open a jail without torch, which is quick."""
    return await Jail.open(probe=TINY_PROBE, without=mode, warmup=Warmup.NONE, **more)


@pytest_asyncio.fixture(
    scope="module", loop_scope="session", params=["outer-and-inner", "inner-only"]
)
async def hardy(request):
    """A jail with a short timeout, whose processes the tests kill and stop."""
    if request.param == "outer-and-inner":
        need_bubblewrap()
    async with await open_jail(MODES[request.param], template_timeout=3.0) as jail:
        yield jail


async def test_a_killed_template_is_replaced_and_no_task_is_lost(hardy):
    running = [asyncio.ensure_future(hardy.run(SLOW)) for _ in range(3)]
    await until(lambda: len(children_of(hardy)) >= 4)
    os.kill(template_of(hardy), signal.SIGKILL)
    outcomes = await asyncio.gather(*running)
    assert [outcome.value for outcome in outcomes] == ["'done'"] * 3


async def test_a_task_with_limits_of_its_own_waits_for_the_new_template_too(hardy, monkeypatch):
    may_start, start = asyncio.Event(), ForkServer.start

    async def start_when_told(plan, template_timeout):
        await may_start.wait()
        return await start(plan, template_timeout)

    monkeypatch.setattr(ForkServer, "start", start_when_told)
    os.kill(template_of(hardy), signal.SIGKILL)
    await until(lambda: not hardy.is_available)
    running = asyncio.ensure_future(hardy.run(Task("1 + 1", limits=Limits(memory_mib=3000))))
    await asyncio.sleep(0)
    assert not running.done()
    may_start.set()
    outcome = await running
    assert outcome.value == "2"
    assert hardy.is_available


async def test_a_stopped_template_is_replaced_and_no_task_is_lost(hardy):
    stopped = template_of(hardy)
    os.kill(stopped, signal.SIGSTOP)
    outcomes = await asyncio.gather(*(hardy.run(Task("1 + 1")) for _ in range(6)))
    assert {outcome.value for outcome in outcomes} == {"2"}
    await until(lambda: not Path(f"/proc/{stopped}").exists())


async def test_a_template_that_is_slow_to_say_how_a_child_ended_costs_nobody_the_truth(
    mode, monkeypatch
):
    monkeypatch.setattr("grader.jail.child._EXIT_TIMEOUT", 0.1)
    async with await open_jail(mode, template_timeout=60.0) as jail:
        await until(lambda: jail.idle_children == len(children_of(jail)) == 2)
        waiting = set(children_of(jail))
        running = asyncio.ensure_future(
            jail.run(Task("import time, os\ntime.sleep(2)\nos.abort()"))
        )
        await until(lambda: len(children_of(jail)) == 3)
        template = template_of(jail)
        os.kill(template, signal.SIGSTOP)
        await until(lambda: any(state(pid) == "Z" for pid in waiting))
        done, _ = await asyncio.wait((running,), timeout=0.5)  # longer than _EXIT_TIMEOUT
        assert not done
        os.kill(template, signal.SIGCONT)
        assert (await running).ending is ExitKind.CRASHED


async def test_a_killed_spare_is_not_handed_out(hardy):
    for pid in children_of(hardy):
        with contextlib.suppress(ProcessLookupError):  # a child of the last test that is ending
            os.kill(pid, signal.SIGKILL)
    outcome = await hardy.run(Task("1 + 1"))
    assert outcome.value == "2"


async def test_more_tasks_than_places_wait_their_turn(jail):
    outcomes = await asyncio.gather(*(jail.run(Task(f"{n} * 2")) for n in range(60)))
    assert [outcome.value for outcome in outcomes] == [str(n * 2) for n in range(60)]


async def test_a_cancelled_task_leaves_no_child_behind(jail):
    await jail.run(Task("1"))
    running = asyncio.ensure_future(jail.run(Task("while True: pass")))
    await until(lambda: any(state(pid) == "R" for pid in children_of(jail)))
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    await until(lambda: not any(state(pid) == "R" for pid in children_of(jail)))


def run_lone_jail(name, mode, **environment):
    """Return what tests/support/lone_jail.py prints about a jail in a process of its own."""
    ended = subprocess.run(
        [sys.executable, "-m", "tests.support.jail_process", name, *mode],
        env=os.environ | {"PYTHONPATH": str(PROJECT)} | environment,
        capture_output=True,
        text=True,
    )
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


async def test_many_mixed_tasks_leave_descriptors_and_processes_as_they_were(mode):
    await asyncio.to_thread(run_lone_jail, "works", mode)


@pytest.fixture
def open_folder(monkeypatch):
    """A directory for temporary files that every uid can enter, unlike pytest's own."""
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        Path(folder).chmod(0o755)
        monkeypatch.setattr("tempfile.tempdir", folder)
        yield Path(folder)


async def test_closing_ends_every_process_and_takes_every_file_away(mode, open_folder):
    pids = (await asyncio.to_thread(run_lone_jail, "closes", mode, TMPDIR=str(open_folder))).split()
    assert len(pids) >= 3
    # In a container without an init process, orphaned zombies are never reaped.
    await until(lambda: all(state(pid) in {None, "Z"} for pid in pids))
    assert list(open_folder.iterdir()) == []


WORKER = """
import asyncio, sys
from pathlib import Path
from grader.jail import Jail, Task, Warmup
async def main():
    jail = await Jail.open(probe=Path(sys.argv[1]), warmup=Warmup.NONE,
                          without=frozenset(sys.argv[2:]))
    print(jail.template_pid, flush=True)
    await jail.run(Task("import time; time.sleep(60)"))
asyncio.run(main())
"""


async def test_everything_ends_when_the_worker_is_killed(mode):
    worker = subprocess.Popen(
        [sys.executable, "-c", WORKER, str(TINY_PROBE), *mode], stdout=subprocess.PIPE
    )
    outermost = int(await asyncio.to_thread(worker.stdout.readline))
    await until(lambda: len(process_tree(outermost)) >= 4)
    pids = process_tree(outermost)
    worker.kill()
    worker.wait()
    worker.stdout.close()
    await until(lambda: all(state(pid) in {None, "Z"} for pid in pids))


async def test_a_jail_that_cannot_boot_says_why(tmp_path):
    (tmp_path / "__init__.py").write_text("raise ValueError('a broken probe')")
    tmp_path.chmod(0o755)
    with pytest.raises(JailError, match="a broken probe"):
        await Jail.open(probe=tmp_path, without=MODES["inner-only"], warmup=Warmup.NONE)


async def test_what_a_killed_worker_left_on_disk_is_cleared_away(open_folder):
    left = open_folder / f"tensei-jail-{2**22 + 1}-left" / "0"
    left.mkdir(parents=True)
    (left / "file").write_text("x")
    sandbox = bubblewrap.plain_sandbox(find_visible_paths(), channel=3, slot_count=1)
    assert list(open_folder.iterdir()) == [sandbox.directory]
    sandbox.remove()
    assert list(open_folder.iterdir()) == []


@pytest.mark.parametrize("layer", ["landlock", "seccomp"])
async def test_without_an_inner_layer_the_jail_does_not_open(layer):
    with pytest.raises(JailError, match="--unsafe-no-jail"):
        await Jail.open(probe=TINY_PROBE, without=frozenset({layer}))


async def test_layers_that_are_missing_are_not_named():
    without = frozenset({"bubblewrap", "landlock", "seccomp"})
    async with await open_jail(without, unsafe_no_jail=True) as jail:
        outcome = await jail.run(Task("1 + 1"))
        assert outcome.value == "2"
        assert "rlimits" in outcome.layers
        assert not without & set(outcome.layers)


async def test_off_linux_the_jail_says_what_to_do(monkeypatch):
    monkeypatch.setattr(sys, "platform", "darwin")
    with pytest.raises(JailError, match="--unsafe-no-jail"):
        await Jail.open(probe=TINY_PROBE)


async def test_a_device_that_is_not_there_is_no_learners_fault(jail):
    with pytest.raises(JailError, match="cuda"):
        await jail.run(Task("1", device="cuda"))
