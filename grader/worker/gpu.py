"""Opens the jail for a GPU, and finds out how many of its children the card's memory has room for.

The context of a child takes hundreds of milliseconds to open and hundreds of MiB of the card. So
children are opened ahead, as many as fit beside the tasks that may run at the same time.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from grader.jail import Device, DeviceHangsError, Jail, JailError, Limits
from grader.jail.visible_paths import PROBE

log = logging.getLogger(__name__)

OPEN_TIMEOUT_S = 60.0
MIB = 1 << 20
SMALLEST_CONTEXT = 128 * MIB
"""Assumed at least for a child's context: drivers share some memory between the first ones."""

MOST_AT_ONCE = 16
MEMORY_OF_ALL_TASKS = 0.75
"""Share of a card that all tasks together may use. The rest is for contexts and other programs."""

SHARE_VARIABLE = "TENSEI_GPU_SHARE"
"""Tells the probe in the jail the share of one task."""

MPS_LIMIT_VARIABLE = "CUDA_MPS_PINNED_DEVICE_MEM_LIMIT"


@dataclass(frozen=True, slots=True)
class GpuSettings:
    """What an operator sets about the GPU."""

    at_once: int = 3  # most tasks at the same time, if the memory has room for so many
    mps: bool = False  # children use the card through the server of CUDA MPS

    @property
    def share(self) -> float:
        """The share of the card's memory that one task may use: a quarter at most."""
        return min(0.25, MEMORY_OF_ALL_TASKS / self.at_once)


@dataclass(frozen=True, slots=True)
class CardMemory:
    """The memory of a card, in bytes."""

    free: int
    total: int


@dataclass(frozen=True, slots=True)
class GpuCapacity:
    """How much a card does at the same time."""

    at_once: int  # tasks
    spares: int  # idle children, whose contexts are open
    context: int  # bytes of the card that the context of one child takes


ReadMemory = Callable[[str], CardMemory]


def read_card_memory(device: str) -> CardMemory:
    """Return the memory of a card. The first call opens a context in this process."""
    import torch

    free, total = torch.cuda.mem_get_info(device)
    return CardMemory(free, total)


def plan_capacity(before: CardMemory, after: CardMemory, settings: GpuSettings) -> GpuCapacity:
    """Return what the card has room for, from its memory before and after one child opened it.

    Every task needs a context and its share. An idle child, which needs a context, is kept for each
    task that may run, or fewer if no more fit. Raise JailError if there is no room for one task and
    one idle child.
    """
    context = max(before.free - after.free, SMALLEST_CONTEXT)
    task = context + int(settings.share * after.total)
    room = after.free + context  # one context is open
    at_once = min(settings.at_once, (room - context) // task)
    if at_once < 1:
        raise JailError(
            f"its memory has {room // MIB} MiB free, and a task with an idle child takes"
            f" {(task + context) // MIB}. End other programs on the card, or raise"
            " TENSEI_GPU_AT_ONCE, which makes the share of each task smaller"
        )
    spares = min(at_once, (room - at_once * task) // context)
    return GpuCapacity(at_once, spares, context)


def is_usable(device: str) -> bool:
    """Return whether this process can use a device, if its memory is not full just now.

    After some errors of a card, such as a failed assertion of a kernel, a process never can again.
    """
    import torch

    try:
        torch.ones(1, device=device)
        if torch.device(device).type == "cuda":
            torch.cuda.synchronize(device)
    except torch.OutOfMemoryError:
        return True
    except Exception:  # any error of the card's driver
        return False
    return True


async def open_gpu_jail(
    device: Device,
    settings: GpuSettings,
    limits: Limits,
    *,
    probe: Path = PROBE,
    read_memory: ReadMemory = read_card_memory,
) -> tuple[Jail, GpuCapacity]:
    """Open a jail for the card with one child, measure, and keep as many children as fit.

    Raise JailError if the card cannot be opened, or if its memory has no room.
    """
    before = await _read(read_memory, device.name)
    jail = await Jail.open(
        pool_size=1,
        limits=limits,
        device=with_share(device, settings, before),
        template_timeout=OPEN_TIMEOUT_S,
        max_running=2 * settings.at_once,  # slots for the idle children as well
        probe=probe,
    )
    try:
        after = await _read(read_memory, device.name)
        capacity = plan_capacity(before, after, settings)
        jail.resize(pool_size=capacity.spares, max_running=capacity.at_once)
    except BaseException:
        await jail.close()
        raise
    log.info(
        "%s (%s): tasks at once %s, idle children %s; a context takes %s MiB, free are %s of %s",
        device.name,
        device.model,
        capacity.at_once,
        capacity.spares,
        capacity.context // MIB,
        after.free // MIB,
        after.total // MIB,
    )
    return jail, capacity


def with_share(device: Device, settings: GpuSettings, memory: CardMemory) -> Device:
    """Return the device with the variables that limit the memory of one task.

    With MPS its server enforces the limit, which code in a child cannot lift. An operator's own
    limit stays.
    """
    known = dict(device.environment)
    added = {SHARE_VARIABLE: f"{settings.share:.4f}"}
    if settings.mps and MPS_LIMIT_VARIABLE not in known:
        added[MPS_LIMIT_VARIABLE] = f"0={int(settings.share * memory.total) // MIB}M"
    return replace(device, environment=(*device.environment, *added.items()))


async def _read(read_memory: ReadMemory, name: str) -> CardMemory:
    try:
        return await asyncio.wait_for(asyncio.to_thread(read_memory, name), OPEN_TIMEOUT_S)
    except TimeoutError:
        raise DeviceHangsError(f"{name} did not say how much memory is free") from None
    except Exception as error:  # any error of the card's driver
        raise JailError(f"{name} did not say how much memory is free: {error}") from error
