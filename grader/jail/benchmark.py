"""Measures start-up time and memory of the jail, for `python -m grader bench`."""

from __future__ import annotations

import asyncio
import statistics
import time

from . import bubblewrap
from .devices import CPU
from .jail import Jail
from .procfs import children_of, mib, template_of
from .records import JailError
from .visible_paths import find_visible_paths


async def measure_template() -> dict[str, float | None]:
    """Open a jail and return its start-up time and memory. Raise JailError.

    `template_boot_s` are the seconds until the first child is idle, `template_mib` the fork
    server's share of memory (PSS), `child_mib` the memory that an idle child does not share. The
    last two are None if this user may not read them.
    """
    began = time.perf_counter()
    async with await Jail.open(pool_size=2) as jail:
        boot = time.perf_counter() - began
        while len(children_of(jail)) < 2:  # noqa: ASYNC110 - observed in /proc
            await asyncio.sleep(0.01)
        return {
            "template_boot_s": boot,
            "template_mib": _mib([template_of(jail)], "Pss"),
            "child_mib": _mib(children_of(jail), "Private_Clean", "Private_Dirty"),
        }


async def measure_cold(code: str, repeats: int = 5) -> dict[str, float | None]:
    """Return how long the code takes in a new Python process, without a fork server.

    `cold_ms` is the median, `cold_bubblewrap_ms` the median in bubblewrap, or None if bubblewrap
    cannot be used. Raise JailError if the code fails or torch is missing.
    """
    visible = find_visible_paths()
    with_path = f"import sys; sys.path += {list(visible.package_directories)!r}\n{code}"
    without_bubblewrap = (visible.interpreter, "-s", "-S", "-P", "-B", "-c", with_path)
    with_bubblewrap = (*bubblewrap.base_command(visible), "--", *without_bubblewrap)
    is_available = bubblewrap.why_unavailable(visible) is None
    return {
        "cold_ms": await _median_ms(without_bubblewrap, repeats),
        "cold_bubblewrap_ms": await _median_ms(with_bubblewrap, repeats) if is_available else None,
    }


def _mib(pids: list[int], *kinds: str) -> float | None:
    try:
        return statistics.mean(mib(pid, *kinds) for pid in pids)
    except PermissionError:
        return None


async def _median_ms(command: tuple[str, ...], repeats: int) -> float:
    times = []
    for _ in range(repeats):
        began = time.perf_counter()
        process = await asyncio.create_subprocess_exec(
            *command, stdout=asyncio.subprocess.DEVNULL, env=bubblewrap.environment(CPU)
        )
        if await process.wait() != 0:
            raise JailError(f"the cold run ended with {process.returncode}; see above")
        times.append((time.perf_counter() - began) * 1000)
    return statistics.median(times)
