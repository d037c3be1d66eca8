"""Measures how fast a verdict is, warm and cold, in one run so that the ratio can be trusted."""

from __future__ import annotations

import asyncio
import statistics
import time
from collections.abc import Callable

from grader.jail import benchmark
from grader.protocol import Grade, Status
from grader.worker.grader import Grader
from grader.worker.stdio_worker import default_concurrency
from lessons.curriculum import Catalog

EXERCISE = "operations/row-means"
CODE = "import torch\n\ndef row_means(x):\n    return x.mean(dim=1)\n"
FORKS = 400
CALL = "\nrow_means(torch.ones(3, 4))\n"


async def measure(
    catalog: Catalog,
    *,
    warm_runs: int = 200,
    rounds: int = 5,
    report_progress: Callable[[str], None],
) -> dict[str, float | None]:
    """Return latencies in ms (p50, p99), submissions per second, and the fork server's figures.

    `cold_ms` is a fresh Python that imports torch and calls the same function once: the cost of a
    submission without a fork server. `forks_per_s` children could be forked that exit at once, on
    all processors, which is the limit of `sustained_per_s`; `share_of_forks` is their ratio, and
    `fork_cpu_ms` the processor time of such a child. Warm and cold runs alternate, so that a
    machine whose speed drifts does not favour either. A figure is None where this machine cannot
    measure it.

    Raise LookupError if the submitted exercise is not in the catalogue, RuntimeError if the
    submission does not pass, and JailError.
    """
    job = _job(catalog)
    warm: list[float] = []
    cold: dict[str, list[float | None]] = {"cold_ms": [], "cold_bubblewrap_ms": []}
    report_progress("the fork server alone")
    template = await benchmark.measure_template()
    async with Grader.open(catalog, spares=default_concurrency() + 1) as grader:
        report_progress("warming up")
        await grader.prepare()
        for _ in range(20):
            await _time_submission(grader, job)
        for number in range(rounds):
            report_progress(f"warm against cold, {number + 1} of {rounds}")
            for _ in range(warm_runs // rounds):
                await asyncio.sleep(0.05)  # until a child is idle, as on a machine with little load
                warm.append(await _time_submission(grader, job))
            for key, value in (await benchmark.measure_cold(CODE + CALL, repeats=1)).items():
                cold[key].append(value)
        report_progress("every core busy")
        sustained = await _measure_throughput(grader, job)
        forks = await grader.jails.cpu.measure_forks(FORKS)
    medians = {key: _median(values) for key, values in cold.items()}
    results = {
        "warm_p50_ms": statistics.median(warm),
        "warm_p99_ms": statistics.quantiles(warm, n=100)[98],
        "sustained_per_s": sustained,
        "forks_per_s": forks.per_second,
        "share_of_forks": sustained / forks.per_second,
        "fork_cpu_ms": forks.cpu_seconds * 1000,
        **medians,
        "times_faster_than_cold": (medians["cold_ms"] or 0.0) / statistics.median(warm),
        **template,
    }
    return {key: None if value is None else round(value, 2) for key, value in results.items()}


def _median(values: list[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return statistics.median(known) if known else None


def _job(catalog: Catalog) -> Grade:
    if catalog.exercise(EXERCISE) is None:
        raise LookupError(f"the exercise {EXERCISE} is not in the catalogue")
    return Grade(id="bench", exercise=EXERCISE, code=CODE)


async def _time_submission(grader: Grader, job: Grade) -> float:
    """Return the time to a verdict in milliseconds. Raise RuntimeError unless it passes."""
    began = time.perf_counter()
    verdict = await grader.grade(job)
    took = (time.perf_counter() - began) * 1000
    if verdict.status is not Status.PASSED:
        raise RuntimeError(f"the benchmark's submission got {verdict.status}: {verdict.problem}")
    return took


async def _measure_throughput(grader: Grader, job: Grade, seconds: float = 6.0) -> float:
    """Return submissions per second with twice as many clients as the grader has slots."""
    done = 0
    end = time.perf_counter() + seconds

    async def submit_repeatedly() -> None:
        nonlocal done
        while time.perf_counter() < end:
            await _time_submission(grader, job)
            done += 1

    began = time.perf_counter()
    async with asyncio.TaskGroup() as group:
        for _ in range(2 * default_concurrency()):
            group.create_task(submit_repeatedly())
    return done / (time.perf_counter() - began)
