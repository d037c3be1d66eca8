"""What the jail costs, measured: for `python -m grader bench`."""

from __future__ import annotations

import asyncio
import statistics
import time

from . import bubblewrap
from .jail import Jail
from .procfs import children_of, mib, template_of
from .records import JailError
from .visible_paths import find_visible_paths


async def measure_template() -> dict[str, float | None]:
    """Opens a jail: `template_boot_s` is how long that takes until a child waits; `template_mib`
    is the template's share of memory (PSS) and `child_mib` what one waiting child has for itself.
    None where this user may not look. Raises JailError."""
    began = time.perf_counter()
    async with await Jail.open(pool_size=2) as jail:
        boot = time.perf_counter() - began
        while len(children_of(jail)) < 2:  # noqa: ASYNC110 - seen from outside only
            await asyncio.sleep(0.01)
        return {
            "template_boot_s": boot,
            "template_mib": _mib([template_of(jail)], "Pss"),
            "child_mib": _mib(children_of(jail), "Private_Clean", "Private_Dirty"),
        }


async def measure_cold(code: str, repeats: int = 5) -> dict[str, float | None]:
    """The same code in a new Python each time, as if there were no template: `cold_ms`, and
    `cold_bubblewrap_ms` within the outer wall (None where it cannot stand). Medians.

    Raises JailError when the code fails, or when there is no torch to show it."""
    visible = find_visible_paths()
    found = f"import sys; sys.path += {list(visible.package_directories)!r}\n{code}"
    plain = (visible.interpreter, "-s", "-S", "-P", "-B", "-c", found)
    fenced = (*bubblewrap.base_command(visible), "--", *plain)
    stands = bubblewrap.why_unavailable(visible) is None
    return {
        "cold_ms": await _median_ms(plain, repeats),
        "cold_bubblewrap_ms": await _median_ms(fenced, repeats) if stands else None,
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
            *command, stdout=asyncio.subprocess.DEVNULL, env=bubblewrap.ENVIRONMENT
        )
        if await process.wait() != 0:
            raise JailError(f"the cold run ended with {process.returncode}; see above")
        times.append((time.perf_counter() - began) * 1000)
    return statistics.median(times)
