"""How fast a verdict is, warm and cold, measured in one run so that the ratio can be trusted."""

from __future__ import annotations

import asyncio
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from grader.jail import speed
from grader.protocol import Grade, Status
from grader.stdio import at_once
from grader.worker import Grader
from lessons.records import Catalog

EXERCISE = "operations/row-means"
CODE = "def row_means(x):\n    return x.mean(dim=1)\n"


async def measure(
    catalog: Catalog, *, warm_runs: int = 200, cold_runs: int = 5, say: Callable[[str], None]
) -> dict[str, float]:
    """Times in milliseconds (p50, p99), submissions a second, template in seconds and MiB.

    `cold_ms` is a fresh Python that imports torch and calls the same function once: what each
    submission costs without a template. Warm and cold runs take turns, so that a machine whose
    speed drifts does not favour either.
    """
    job = _job(catalog)
    async with Grader.open(catalog, spares=at_once() + 1) as grader:
        say("warming up")
        for _ in range(20):
            await _passed(grader, job)
        warm: list[float] = []
        cold: list[float] = []
        for turn in range(cold_runs):
            say(f"warm against cold, {turn + 1} of {cold_runs}")
            for _ in range(warm_runs // cold_runs):
                # A spare waits, as it does for a learner who comes alone.
                await asyncio.sleep(0.03)
                warm.append(await _passed(grader, job))
            cold.append(await asyncio.to_thread(_cold))
        say("every core busy")
        sustained = await _sustained(grader, job)
        sizes = await speed.sizes(grader.jail)
    say("template and bubblewrap, cold")
    figures = {
        "warm_p50_ms": statistics.median(warm),
        "warm_p99_ms": statistics.quantiles(warm, n=100)[98],
        "sustained_per_s": sustained,
        "cold_ms": statistics.median(cold),
        "cold_bubblewrap_ms": await speed.cold_bubblewrap_ms(),
        "times_faster_than_cold": statistics.median(cold) / statistics.median(warm),
        **sizes,
    }
    return {key: round(value, 2) for key, value in figures.items()}


def _job(catalog: Catalog) -> Grade:
    if catalog.exercise(EXERCISE) is None:
        raise LookupError(f"the exercise {EXERCISE} is not in the catalogue")
    return Grade(id="bench", exercise=EXERCISE, code=CODE)


async def _passed(grader: Grader, job: Grade) -> float:
    began = time.perf_counter()
    verdict = await grader.grade(job)
    took = (time.perf_counter() - began) * 1000
    if verdict.status is not Status.PASSED:
        raise RuntimeError(f"the bench's own submission got {verdict.status}: {verdict.problem}")
    return took


async def _sustained(grader: Grader, job: Grade, seconds: float = 6.0) -> float:
    done = 0
    end = time.perf_counter() + seconds

    async def keep_submitting() -> None:
        nonlocal done
        while time.perf_counter() < end:
            await _passed(grader, job)
            done += 1

    began = time.perf_counter()
    async with asyncio.TaskGroup() as group:
        for _ in range(2 * at_once()):
            group.create_task(keep_submitting())
    return done / (time.perf_counter() - began)


def _cold() -> float:
    """One submission without a template: a new Python, torch, the code, one call."""
    call = "import torch\nrow_means(torch.ones(3, 4))\n"
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "submission.py"
        file.write_text(CODE + call)
        began = time.perf_counter()
        subprocess.run([sys.executable, str(file)], check=True, capture_output=True)  # noqa: S603
        return (time.perf_counter() - began) * 1000
