"""The jails of one grader: one for the CPU, and one for a GPU, which may come later or be lost."""

from __future__ import annotations

import asyncio
import logging

from grader.jail import (
    Jail,
    JailError,
    Limits,
    NoDeviceError,
    Outcome,
    Task,
    default_cache,
    find_device,
)
from grader.worker.gpu import GpuCapacity, GpuSettings, open_gpu_jail

log = logging.getLogger(__name__)

CPU = "cpu"

_GPU_CLOSE_TIMEOUT_S = 5.0


class Jails:
    """Runs tasks on the CPU, or on a GPU from when its jail is open until the GPU is given up."""

    def __init__(self, cpu: Jail) -> None:
        self._cpu = cpu
        self._gpu: Jail | None = None
        self._gpu_at_once = 0  # tasks
        self._gpu_opening: asyncio.Task[None] | None = None
        self._closing: set[asyncio.Task[None]] = set()

    @property
    def cpu(self) -> Jail:
        """The jail for the CPU, which every grader has."""
        return self._cpu

    @property
    def devices(self) -> tuple[str, ...]:
        """The devices on which tasks run, "cpu" first."""
        return (CPU,) if self._gpu is None else (CPU, self._gpu.device)

    @property
    def fastest_device(self) -> str:
        """The device for tasks that can use any."""
        return self.devices[-1]

    @property
    def has_gpu(self) -> bool:
        """Whether there is a jail for a GPU now."""
        return self._gpu is not None

    @property
    def gpu_at_once(self) -> int:
        """The number of tasks that the GPU does at the same time; 0 without one."""
        return self._gpu_at_once if self._gpu is not None else 0

    def model_of(self, device: str) -> str:
        """Return the model of a GPU that tasks run on; "" for the CPU."""
        gpu = self._gpu
        return gpu.device_model if gpu is not None and gpu.device == device else ""

    async def run(self, task: Task) -> Outcome:
        """Run a task on its device. Raise JailError if the jail failed or is no longer there."""
        jail = self._cpu if task.device == CPU else self._gpu
        if jail is None:
            raise JailError(f"{task.device} is no longer used")
        return await jail.run(task)

    def start_opening_gpu(self, device: str, settings: GpuSettings, limits: Limits) -> None:
        """Open a jail for a GPU in the background, if there is one. The CPU is used meanwhile."""
        self._gpu_opening = asyncio.create_task(self._open_gpu(device, settings, limits))

    async def until_opened(self) -> None:
        """Wait until the GPU has been opened or has failed: `devices` gains none after that."""
        if self._gpu_opening is not None:
            await asyncio.wait((self._gpu_opening,))

    async def _open_gpu(self, device: str, settings: GpuSettings, limits: Limits) -> None:
        try:
            gpu = await find_device(device, cache=default_cache(), mps=settings.mps)
            self.use_gpu(*await open_gpu_jail(gpu, settings, limits))
        except NoDeviceError:
            return
        except (JailError, OSError) as problem:
            log.warning("exercises are graded on the CPU, because of %s: %s", device, problem)

    def use_gpu(self, jail: Jail, capacity: GpuCapacity) -> None:
        """Run tasks for its device in this jail from now on, and close it at the end."""
        self._gpu, self._gpu_at_once = jail, capacity.at_once

    def give_up_gpu(self) -> None:
        """Use the CPU only from now on.

        The jail is closed in the background, because a hanging driver can keep its processes alive.
        """
        if self._gpu is not None:
            jail, self._gpu = self._gpu, None
            closing = asyncio.create_task(jail.close())
            self._closing.add(closing)
            closing.add_done_callback(self._closing.discard)

    async def close(self) -> None:
        """Close all jails. Do not wait longer than a few seconds for that of the GPU."""
        if self._gpu_opening is not None:
            self._gpu_opening.cancel()
            await asyncio.gather(self._gpu_opening, return_exceptions=True)
        self.give_up_gpu()
        if self._closing:
            await asyncio.wait(self._closing, timeout=_GPU_CLOSE_TIMEOUT_S)
        await self._cpu.close()
