"""Opens a grader for one task, as quickly as a new process can. Imports no torch itself."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import importlib
import re
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import TYPE_CHECKING

from common.tasks import cancel_and_wait
from grader.jail import Jail, Limits, Warmup

if TYPE_CHECKING:
    from grader.worker.gpu import GpuSettings
    from grader.worker.grader import Grader
    from lessons.curriculum import Catalog

_DRAWS = re.compile(r"plot|pylab")
"""In code that may draw. A child cannot store the fonts that matplotlib looks for at first use."""


def choose_warmup(code: str) -> Warmup:
    """Return what a jail for a few tasks of this code does before its first task."""
    return Warmup.FULL if _DRAWS.search(code) else Warmup.TORCH


@contextlib.asynccontextmanager
async def open_for_one_task(
    catalog: Catalog,
    code: str,
    *,
    limits: Limits,
    unsafe_no_jail: bool,
    gpu: GpuSettings | None = None,
) -> AsyncIterator[Grader]:
    """Yield a grader for one task with that code, and close it at the end.

    With settings of a GPU, a card is open by then if there is one; without, none is looked for.

    The jail starts while another thread imports the judge, since torch is imported in both
    processes, and that is most of the time. Raise JailError if no jail can be opened here.
    """
    opening = asyncio.create_task(
        Jail.open(
            pool_size=1,
            limits=limits,
            unsafe_no_jail=unsafe_no_jail,
            warmup=choose_warmup(code),
        )
    )
    try:
        await asyncio.to_thread(_import_judge)
        jail = await opening
    except BaseException:
        await cancel_and_wait(opening)
        raise
    from grader.worker.grader import Grader

    if gpu is not None:
        gpu = replace(gpu, at_once=1)
    async with Grader.in_jail(jail, catalog, limits=limits, gpu=gpu) as grader:
        await grader.jails.until_opened()
        yield grader


def _import_judge() -> None:
    """Import torch and the judge, with the garbage collector off: it takes a tenth of the time."""
    gc.disable()
    try:
        importlib.import_module("grader.worker.grader")
    finally:
        gc.freeze()
        gc.enable()
