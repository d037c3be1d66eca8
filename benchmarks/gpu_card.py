"""The card that `python -m benchmarks.gpu_check` checks, and the jail and grader that use it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.gpu_record import Record, last_cause, shorten
from grader.jail import Device, ExitKind, Jail, Limits, Outcome, Task, default_cache, find_device
from grader.jail.visible_paths import PROBE
from grader.worker.gpu import (
    GpuCapacity,
    GpuSettings,
    ReadMemory,
    open_gpu_jail,
    read_card_memory,
)
from grader.worker.grader import Grader
from lessons.curriculum import Catalog

_PRODUCT = """
import torch
x = torch.ones(256, 256, device="{device}")
y = (x @ x).sum()
if y.is_cuda:
    y.item()
"""


RELEASE_S = 5.0
"""How long the card's memory may take to be free again."""


class StepFailedError(Exception):
    """A step found something wrong; the message is its line in the table."""


@dataclass(frozen=True, slots=True)
class Card:
    """A GPU of this machine, and how its jail is opened. Tests replace the fields."""

    name: str = "cuda:0"
    device: Device | None = None  # None: a scout finds what opening it takes
    probe: Path = PROBE
    read_memory: ReadMemory = read_card_memory

    @property
    def product(self) -> str:
        """Code that computes a small matrix product on the card."""
        return _PRODUCT.format(device=self.name)

    async def find(self) -> Device:
        """Return the card with all that opening it takes. Raise JailError."""
        return self.device or await find_device(self.name, cache=default_cache())

    @asynccontextmanager
    async def jail(
        self,
        settings: GpuSettings = GpuSettings(),  # noqa: B008 - frozen
    ) -> AsyncIterator[tuple[Jail, GpuCapacity]]:
        """Open a jail for the card, as a grader does. Raise JailError."""
        jail, capacity = await open_gpu_jail(
            await self.find(), settings, Limits(), probe=self.probe, read_memory=self.read_memory
        )
        async with jail:
            yield jail, capacity

    @asynccontextmanager
    async def grader(self, catalog: Catalog) -> AsyncIterator[Grader]:
        """Open a grader that uses the card. Raise JailError if it cannot."""
        async with Grader.open(catalog, gpu=GpuSettings()) as grader:
            await grader.jails.until_opened()
            if grader.jails.devices == ("cpu",):  # what follows says why
                jail, capacity = await open_gpu_jail(
                    await self.find(),
                    GpuSettings(),
                    Limits(),
                    probe=self.probe,
                    read_memory=self.read_memory,
                )
                grader.jails.use_gpu(jail, capacity)
            yield grader

    async def memory_left(self, free_before: int, enough: int) -> int:
        """Return how many bytes less are free than before, once these are fewer than enough."""
        end = time.perf_counter() + RELEASE_S
        while True:
            memory = await asyncio.to_thread(self.read_memory, self.name)
            left = max(0, free_before - memory.free)
            if left < enough or time.perf_counter() > end:
                return left
            await asyncio.sleep(0.5)

    async def run(self, jail: Jail, code: str, limits: Limits | None = None) -> Outcome:
        """Run code in the jail of the card."""
        return await jail.run(Task(code, device=self.name, limits=limits or Limits()))

    async def time_product(self, jail: Jail) -> float:
        """Return the milliseconds of a small task. Raise StepFailedError if it fails."""
        began = time.perf_counter()
        outcome = await self.run(jail, self.product)
        took = (time.perf_counter() - began) * 1000
        if outcome.ending is not ExitKind.ANSWERED:
            raise StepFailedError(f"a task on the card ended as {outcome.ending}{cause(outcome)}")
        return took


def cause(outcome: Outcome) -> str:
    """Return what an outcome says of its cause, after a colon; nothing if that is nothing."""
    raised = outcome.raised
    said = f"{raised['type']}: {raised['message']}" if raised else last_cause(outcome.stderr)
    return f": {shorten(said)}" if said else ""


Step = Callable[[Record, Card], Awaitable[str]]
"""Does one thing with the card, notes figures as they come, and returns its line in the table.

It raises StepFailedError with that line if it found something wrong.
"""
