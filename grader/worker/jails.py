"""The jails of one grader: one for the CPU, and one for a GPU, which may come later or be lost."""

from __future__ import annotations

import asyncio
import logging

from common.tasks import cancel_and_wait
from grader.jail import (
    DeviceHangsError,
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

REOPEN_AFTER_S = 300.0
"""How long after a GPU was given up, or could not be opened, that is tried again: its memory may
have been full, or its driver may have been renewed."""

_GPU_CLOSE_TIMEOUT_S = 5.0


class Jails:
    """Runs tasks on the CPU, or on a GPU while its jail is open."""

    def __init__(self, cpu: Jail) -> None:
        self._cpu = cpu
        self._gpu: Jail | None = None
        self._gpu_at_once = 0  # tasks
        self._gpu_keeper: asyncio.Task[None] | None = None
        self._gpu_tried = asyncio.Event()  # once opened, or failed to
        self._gpu_given_up = asyncio.Event()
        self._gpu_problem = ""  # the latest that was logged
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
        """Open a jail for a GPU in the background, if there is one. The CPU is used meanwhile.

        A GPU that was given up, or cannot be opened, is tried again later, but not one that hangs.
        """
        self._gpu_keeper = asyncio.create_task(self._keep_gpu(device, settings, limits))

    async def until_opened(self) -> None:
        """Wait until the GPU has been opened or has failed to for the first time."""
        if self._gpu_keeper is not None:
            await self._gpu_tried.wait()

    async def _keep_gpu(self, device: str, settings: GpuSettings, limits: Limits) -> None:
        try:
            may_try_again = await self._open_gpu(device, settings, limits)
        finally:
            self._gpu_tried.set()
        while may_try_again:
            if self._gpu is not None:
                await self._gpu_given_up.wait()
            self._gpu_given_up.clear()
            await asyncio.sleep(REOPEN_AFTER_S)
            may_try_again = await self._open_gpu(device, settings, limits)

    async def _open_gpu(self, device: str, settings: GpuSettings, limits: Limits) -> bool:
        """Open the jail for the GPU. Return whether it can be tried again if that fails."""
        try:
            gpu = await find_device(device, cache=default_cache(), mps=settings.mps)
            self.use_gpu(*await open_gpu_jail(gpu, settings, limits))
        except NoDeviceError:
            return self._gpu_tried.is_set()  # a machine without a card does not get one
        except (JailError, OSError) as problem:
            if str(problem) != self._gpu_problem:
                self._gpu_problem = str(problem)
                log.warning("exercises are graded on the CPU, because of %s: %s", device, problem)
            # A process and a thread that wait for a driver may never end.
            return not isinstance(problem, DeviceHangsError)
        self._gpu_problem = ""
        return True

    def use_gpu(self, jail: Jail, capacity: GpuCapacity) -> None:
        """Run tasks for its device in this jail from now on, and close it at the end."""
        self._gpu, self._gpu_at_once = jail, capacity.at_once

    def give_up_gpu(self) -> None:
        """Use the CPU only, until the GPU is opened again.

        The jail is closed in the background, because a hanging driver can keep its processes alive.
        """
        if self._gpu is not None:
            jail, self._gpu = self._gpu, None
            self._gpu_given_up.set()
            closing = asyncio.create_task(jail.close())
            self._closing.add(closing)
            closing.add_done_callback(self._closing.discard)

    async def close(self) -> None:
        """Close all jails. Do not wait longer than a few seconds for that of the GPU."""
        await self.close_gpu()
        await self._cpu.close()

    async def close_gpu(self) -> None:
        """Close the jail of the GPU for good. Do not wait longer than a few seconds for it."""
        if self._gpu_keeper is not None:
            await cancel_and_wait(self._gpu_keeper)
        self.give_up_gpu()
        if self._closing:
            await asyncio.wait(self._closing, timeout=_GPU_CLOSE_TIMEOUT_S)
