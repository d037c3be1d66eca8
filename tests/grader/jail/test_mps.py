"""A card that is used through the server of CUDA MPS: what children share with it, and what not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from grader.jail import ExitKind, Jail, JailError, Task, bubblewrap, find_device
from grader.jail.devices import with_mps
from grader.jail.plan import make_plan
from grader.jail.visible_paths import find_visible_paths
from tests.support.jail_modes import DEVICE_PROBE, STAND_IN, need_bubblewrap

SHARED = "the server's pipe"


@pytest.fixture
def pipes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The directory of a server's pipes."""
    directory = tmp_path / "pipes"
    directory.mkdir()
    (directory / "control").write_text(SHARED)
    monkeypatch.setenv("CUDA_MPS_PIPE_DIRECTORY", str(directory))
    monkeypatch.setenv("CUDA_MPS_ACTIVE_THREAD_PERCENTAGE", "50")
    return directory


def test_children_get_the_directory_and_the_limits_of_the_server(pipes: Path) -> None:
    device = with_mps(STAND_IN)
    assert device.shared == (str(pipes), "/dev/shm")
    assert dict(device.environment) == {
        "CUDA_MPS_PIPE_DIRECTORY": str(pipes),
        "CUDA_MPS_ACTIVE_THREAD_PERCENTAGE": "50",
    }


def test_without_a_server_the_setting_is_an_error_that_says_how_to_start_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CUDA_MPS_PIPE_DIRECTORY", str(tmp_path / "nowhere"))
    with pytest.raises(JailError, match=r"no server of CUDA MPS.*nvidia-cuda-mps-control -d"):
        with_mps(STAND_IN)


async def test_the_variables_of_a_server_are_not_passed_on_without_the_setting(
    pipes: Path,
) -> None:
    assert (await find_device("cpu")).environment == ()
    environment = bubblewrap.environment(STAND_IN)
    assert not any(name.startswith("CUDA_MPS") for name in environment)


def test_only_with_mps_is_shared_memory_left_together_and_the_uid_not_an_own_one(
    pipes: Path,
) -> None:
    visible = find_visible_paths(DEVICE_PROBE)
    alone = bubblewrap.base_command(visible, STAND_IN)
    together = bubblewrap.base_command(visible, with_mps(STAND_IN))
    assert "--unshare-ipc" in alone
    assert "--unshare-ipc" not in together
    assert f"--bind {pipes} {pipes}" in " ".join(together)
    assert f"--bind {pipes}" not in " ".join(alone)
    plan = make_plan(
        slot_count=2, limits=Task("").limits, probe=DEVICE_PROBE, device=with_mps(STAND_IN)
    )
    try:
        assert plan.uids is None
    finally:
        plan.release()


@pytest.mark.parametrize("without", [frozenset(), frozenset({"bubblewrap"})])
async def test_learner_code_reaches_neither_the_pipes_nor_the_shared_memory(
    pipes: Path, without: frozenset[str]
) -> None:
    if not without:
        need_bubblewrap()
    device = replace(with_mps(STAND_IN), model="")
    code = "from pathlib import Path\n{}"
    reads = f"Path({str(pipes / 'control')!r}).read_text()"
    writes = "Path('/dev/shm/left-by-a-learner').write_text('x')"
    jail = await Jail.open(device=device, probe=DEVICE_PROBE, without=without)
    async with jail:
        for attempt in (reads, writes):
            outcome = await jail.run(Task(code.format(attempt), device=device.name))
            assert outcome.ending in (ExitKind.REFUSED, ExitKind.RAISED), outcome
            assert SHARED not in f"{outcome.value}{outcome.stdout}{outcome.raised}"
    assert not Path("/dev/shm/left-by-a-learner").exists()
