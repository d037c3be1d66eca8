"""How many tasks and idle children a card is used for, by its memory; with a stand-in for one."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from grader.jail import Jail, JailError, Limits
from grader.jail.procfs import process_tree
from grader.protocol import Grade, Status
from grader.worker.gpu import (
    MIB,
    CardMemory,
    GpuSettings,
    open_gpu_jail,
    plan_capacity,
    with_share,
)
from grader.worker.grader import Grader
from tests.support.built_in import built_in_lessons
from tests.support.polling import until
from tests.support.pretended_card import CARD, GIB, MODEL, ON_A_DEVICE, PretendedMemory, copy_probe

ROOMS = {
    # total, free before, context, at most -> tasks at once, idle children
    "a large card for itself": (139 * GIB, 138 * GIB, 500 * MIB, 3, (3, 3)),
    "a large card with many tasks": (139 * GIB, 138 * GIB, 500 * MIB, 16, (16, 16)),
    "of 24 GiB a quarter for each of three": (24 * GIB, 23 * GIB, 500 * MIB, 3, (3, 3)),
    "smaller shares let more run": (24 * GIB, 23 * GIB, 500 * MIB, 6, (6, 4)),
    "half of it used by others": (24 * GIB, 12 * GIB, 500 * MIB, 3, (1, 1)),
    "a small card": (4 * GIB, 3900 * MIB, 400 * MIB, 3, (2, 2)),
    "room for one idle child only": (2 * GIB, 1950 * MIB, 400 * MIB, 3, (1, 1)),
    "one task at once": (24 * GIB, 23 * GIB, 500 * MIB, 1, (1, 1)),
    "a context that nobody could see": (24 * GIB, 23 * GIB, 0, 3, (3, 3)),
}


@pytest.mark.parametrize("room", ROOMS)
def test_as_many_tasks_and_idle_children_are_planned_as_the_memory_has_room_for(room: str) -> None:
    total, free, context, most, expected = ROOMS[room]
    before, after = CardMemory(free, total), CardMemory(free - context, total)
    settings = GpuSettings(at_once=most)
    planned = plan_capacity(before, after, settings)
    assert (planned.at_once, planned.spares) == expected
    needed = planned.at_once * (planned.context + settings.share * total)
    assert needed + planned.spares * planned.context <= after.free + planned.context


def test_a_card_without_room_for_a_task_and_an_idle_child_is_not_used() -> None:
    before, after = CardMemory(2 * GIB, 24 * GIB), CardMemory(1536 * MIB, 24 * GIB)
    with pytest.raises(JailError, match=r"has 2048 MiB free, and a task .* takes 7168"):
        plan_capacity(before, after, GpuSettings())


async def test_the_jail_of_a_card_keeps_as_many_children_open_as_fit(tmp_path: Path) -> None:
    memory = PretendedMemory(total=4 * GIB, context=400 * MIB)
    jail, capacity = await open_gpu_jail(
        CARD, GpuSettings(), Limits(), probe=copy_probe(tmp_path), read_memory=memory
    )
    async with jail:
        assert (capacity.at_once, capacity.spares) == (2, 2)

        async def idle() -> bool:
            return jail.idle_children == 2

        await until(idle)
        assert memory.readings == 2


async def test_a_card_without_room_leaves_no_process_behind(tmp_path: Path) -> None:
    opened: list[int] = []

    def read_memory(device: str) -> CardMemory:
        opened.append(len(process_tree(os.getpid())))
        return CardMemory((24 - 22 * len(opened)) * GIB, 24 * GIB)

    before = len(process_tree(os.getpid()))
    with pytest.raises(JailError, match="End other programs on the card"):
        await open_gpu_jail(
            CARD, GpuSettings(), Limits(), probe=copy_probe(tmp_path), read_memory=read_memory
        )
    assert opened[0] == before < opened[1]
    assert len(process_tree(os.getpid())) == before


async def test_a_card_that_does_not_say_its_memory_is_not_used(tmp_path: Path) -> None:
    def read_memory(device: str) -> CardMemory:
        raise RuntimeError("CUDA error: unspecified launch failure")

    with pytest.raises(JailError, match="how much memory is free: CUDA error"):
        await open_gpu_jail(
            CARD, GpuSettings(), Limits(), probe=copy_probe(tmp_path), read_memory=read_memory
        )


@pytest.mark.asyncio(loop_scope="session")
async def test_the_queue_learns_how_many_jobs_fit_and_a_verdict_names_the_card(
    tmp_path: Path, whole_jail: Jail
) -> None:
    grader = Grader(built_in_lessons(), whole_jail)
    memory = PretendedMemory(total=4 * GIB, context=400 * MIB)
    jail, capacity = await open_gpu_jail(
        CARD, GpuSettings(), Limits(), probe=copy_probe(tmp_path), read_memory=memory
    )
    grader.jails.use_gpu(jail, capacity)
    try:
        assert (grader.info(4).at_once, grader.info(4).gpu_at_once) == (4, 2)
        assert grader.info(1).gpu_at_once == 1
        verdict = await grader.grade(ON_A_DEVICE)
        assert (verdict.status, verdict.device, verdict.card) == (Status.PASSED, "meta", MODEL)
        on_cpu = Grade(id="2", exercise="tensors/evens", code="def evens(x):\n    return x[::2]\n")
        assert (await grader.grade(on_cpu)).card == ""
    finally:
        grader.jails.give_up_gpu()
        assert grader.info(4).gpu_at_once == 0
        await grader.close()


def test_with_mps_the_server_enforces_the_share_unless_the_operator_has_set_a_limit() -> None:
    memory = CardMemory(23 * GIB, 24 * GIB)
    limited = dict(with_share(CARD, GpuSettings(at_once=3, mps=True), memory).environment)
    assert limited["CUDA_MPS_PINNED_DEVICE_MEM_LIMIT"] == "0=6144M"
    assert limited["TENSEI_GPU_SHARE"] == "0.2500"
    without = dict(with_share(CARD, GpuSettings(at_once=6), memory).environment)
    assert without == {"TENSEI_GPU_SHARE": "0.1250"}
    own = CARD.__class__("meta", environment=(("CUDA_MPS_PINNED_DEVICE_MEM_LIMIT", "0=1G"),))
    kept = with_share(own, GpuSettings(mps=True), memory).environment
    assert ("CUDA_MPS_PINNED_DEVICE_MEM_LIMIT", "0=1G") in kept
    assert len(kept) == 2
