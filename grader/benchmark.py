"""How fast a verdict is, warm and cold, measured in one run so that the ratio can be trusted."""

from __future__ import annotations

import asyncio
import statistics
import time
from collections.abc import Callable

from grader.jail import benchmark
from grader.protocol import Grade, Status
from grader.worker.grader import Grader
from grader.worker.stdio_worker import at_once
from lessons.curriculum import Catalog

EXERCISE = "operations/row-means"
CODE = "import torch\n\ndef row_means(x):\n    return x.mean(dim=1)\n"
CALL = "\nrow_means(torch.ones(3, 4))\n"


async def measure(
    catalog: Catalog, *, warm_runs: int = 200, turns: int = 5, say: Callable[[str], None]
) -> dict[str, float | None]:
    """Times in milliseconds (p50, p99), submissions a second, template in seconds and MiB.

    `cold_ms` is a fresh Python that imports torch and calls the same function once: what each
    submission costs without a template. Warm and cold runs take turns, so that a machine whose
    speed drifts does not favour either. None is what cannot be measured on this machine.

    Raises LookupError without the exercise that is submitted, RuntimeError when it does not pass,
    and JailError.
    """
    job = _job(catalog)
    warm: list[float] = []
    cold: dict[str, list[float | None]] = {"cold_ms": [], "cold_bubblewrap_ms": []}
    say("the template alone")
    template = await benchmark.measure_template()
    async with Grader.open(catalog, spares=at_once() + 1) as grader:
        say("warming up")
        await grader.prepare()
        for _ in range(20):
            await _passed(grader, job)
        for turn in range(turns):
            say(f"warm against cold, {turn + 1} of {turns}")
            for _ in range(warm_runs // turns):
                await asyncio.sleep(0.05)  # a spare waits, as for a learner who comes alone
                warm.append(await _passed(grader, job))
            for key, value in (await benchmark.measure_cold(CODE + CALL, repeats=1)).items():
                cold[key].append(value)
        say("every core busy")
        sustained = await _sustained(grader, job)
    middle = {key: _median(values) for key, values in cold.items()}
    figures = {
        "warm_p50_ms": statistics.median(warm),
        "warm_p99_ms": statistics.quantiles(warm, n=100)[98],
        "sustained_per_s": sustained,
        **middle,
        "times_faster_than_cold": (middle["cold_ms"] or 0.0) / statistics.median(warm),
        **template,
    }
    return {key: None if value is None else round(value, 2) for key, value in figures.items()}


def _median(values: list[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return statistics.median(known) if known else None


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
