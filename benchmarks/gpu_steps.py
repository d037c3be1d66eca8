"""The steps of `python -m benchmarks.gpu_check` that find the card and measure it.

Those with bad code are in gpu_bad_tasks.py, those that run tests in gpu_tests.py.
"""

from __future__ import annotations

import asyncio
import json
import os
import platform
import shutil
import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import torch

from benchmarks.gpu_card import Card, StepFailedError
from benchmarks.gpu_record import Record, p50_p99
from grader.jail import Jail
from grader.jail.device_kinds import HINTS
from grader.jail.devices import run_scout
from grader.matmul.matmul_benchmark import measure
from grader.protocol import Grade, Status
from grader.worker.gpu import MIB, GpuSettings
from lessons.catalog import load

GRAM = "def gram(x, device):\n    x = x.to(device)\n    return (x @ x.T).cpu()\n"
SUBMISSIONS = 200
WARM_TASKS = 40
PAUSE_S = 0.3
"""Between warm tasks, so that the next child has opened the card."""

SUSTAINED_S = 20.0
SUSTAINED_AT_ONCE = 3
SHORT_SUSTAINED_S = 8.0
AT_ONCE = (1, 6)
"""Numbers of tasks at the same time that are measured besides."""


async def describe_machine(record: Record, _: Card) -> str:
    """Note driver, kernel, device files and library path."""
    nodes = _device_files()
    record.note(
        kernel=platform.release(),
        python=platform.python_version(),
        torch=torch.__version__,
        cuda=torch.version.cuda,
        device_files=nodes,
        library_path=os.environ.get("LD_LIBRARY_PATH", ""),
    )
    log = [await _output_of(*command) for command in (("nvidia-smi",), ("nvidia-smi", "-L"))]
    (record.out / "machine.txt").write_text("\n".join([*log, *nodes]), encoding="utf-8")
    if not nodes:
        raise StepFailedError("there is no device file of a card; is its driver installed?")
    return f"kernel {platform.release()}, torch {torch.__version__}, {len(nodes)} device files"


def _device_files() -> list[str]:
    patterns = ("nvidia*", "nvidia-caps/*", *(hint.removeprefix("dev/") for hint in HINTS))
    return sorted({str(path) for pattern in patterns for path in Path("/dev").glob(pattern)})


async def _output_of(*command: str) -> str:
    """Return what a command prints, or an empty string if it is not installed."""
    if shutil.which(command[0]) is None:
        return ""
    process = await asyncio.create_subprocess_exec(
        *command, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
    )
    try:
        output, _ = await process.communicate()
    finally:
        if process.returncode is None:
            process.kill()
    return output.decode(errors="replace")


async def scout(record: Record, card: Card) -> str:
    """Open the card outside the jail, and note what that took."""
    began = time.perf_counter()
    report = await run_scout(card.name, card.probe)
    took = round(time.perf_counter() - began, 2)
    record.note(f"{report.model}, found in {took} s", seconds=took, model=report.model)
    (record.out / "opened.json").write_text(json.dumps(asdict(report), indent=2), encoding="utf-8")
    device = await card.find()
    record.note(**asdict(device))
    return f"{report.model}, found in {took} s: {', '.join(device.nodes)}"


async def open_jail(record: Record, card: Card) -> str:
    """Open the jail for the card, and measure warm tasks one after the other."""
    began = time.perf_counter()
    async with card.jail() as (jail, capacity):
        record.note(
            open_s=round(time.perf_counter() - began, 2),
            layers=jail.layers,
            at_once=capacity.at_once,
            idle_children=capacity.spares,
            context_mib=capacity.context // MIB,
        )
        times: list[float] = []
        for _number in range(WARM_TASKS):
            await asyncio.sleep(PAUSE_S)
            times.append(await card.time_product(jail))
            p50, p99 = p50_p99(times)
            record.note(
                f"{len(times)} warm tasks, p50 {p50} ms, p99 {p99} ms;"
                f" {capacity.at_once} at once, {capacity.spares} idle",
                warm_tasks=len(times),
                warm_p50_ms=p50,
                warm_p99_ms=p99,
            )
    return record.summary


async def sustain(record: Record, card: Card) -> str:
    """Run tasks for a while, three at once, and see what memory their children leave in use."""
    before = await asyncio.to_thread(card.read_memory, card.name)
    async with card.jail(GpuSettings(at_once=SUSTAINED_AT_ONCE)) as (jail, capacity):

        def note(times: list[float], seconds: float) -> None:
            p50, p99 = p50_p99(times)
            rate = round(len(times) / seconds, 2)
            record.note(
                f"{capacity.at_once} at once: {rate} tasks a second, p50 {p50} ms, p99 {p99} ms",
                at_once=capacity.at_once,
                tasks=len(times),
                tasks_per_s=rate,
                p50_ms=p50,
                p99_ms=p99,
                children=len(times) + jail.idle_children,  # each task ends its child
                children_an_hour=round(rate * 3600),
            )

        await _run_repeatedly(jail, card, capacity.at_once, SUSTAINED_S, note)
    left = await card.memory_left(before.free, capacity.context)
    record.note(
        mib_free_before=before.free // MIB,
        mib_free_after=(before.free - left) // MIB,
        mib_left=left // MIB,
    )
    children, an_hour = record.figures["children"], record.figures["children_an_hour"]
    ended = f"{left // MIB} MiB still in use after {children} children ({an_hour} in an hour)"
    if left >= capacity.context:
        raise StepFailedError(f"{record.summary}; {ended}, as much as a context")
    return f"{record.summary}; {ended}"


async def count_contexts(record: Record, card: Card) -> str:
    """Measure the memory of idle children, and sustained tasks, for several tasks at once."""
    rates: list[str] = []
    for most in AT_ONCE:
        before = await asyncio.to_thread(card.read_memory, card.name)
        async with card.jail(GpuSettings(at_once=most)) as (jail, capacity):
            while jail.idle_children < capacity.spares:  # noqa: ASYNC110 - nothing tells of it
                await asyncio.sleep(0.1)
            free = (await asyncio.to_thread(card.read_memory, card.name)).free
            done = await _run_repeatedly(jail, card, capacity.at_once, SHORT_SUSTAINED_S)
        rate = round(done / SHORT_SUSTAINED_S, 2)
        rates.append(f"{most}: {rate}")
        found = {
            "fit": capacity.at_once,
            "idle_children": capacity.spares,
            "idle_mib": (before.free - free) // MIB,
            "tasks_per_s": rate,
        }
        record.note(
            f"tasks a second by tasks at once: {', '.join(rates)}",
            **{f"at_once_{most}": found, "card_mib": before.total // MIB},
        )
        await card.memory_left(before.free, capacity.context)
    return record.summary


async def _run_repeatedly(
    jail: Jail,
    card: Card,
    at_once: int,
    seconds: float,
    note: Callable[[list[float], float], None] = lambda _times, _seconds: None,
) -> int:
    """Run small tasks, so many at once, and return how many ended. `note` gets their times."""
    began = time.perf_counter()
    times: list[float] = []

    async def run_one_after_the_other() -> None:
        while time.perf_counter() < began + seconds:
            times.append(await card.time_product(jail))
            note(times, time.perf_counter() - began)

    await asyncio.gather(*(run_one_after_the_other() for _ in range(at_once)))
    return len(times)


async def grade_submissions(record: Record, card: Card) -> str:
    """Grade submissions on the card. One that fell back to the CPU is a failure."""
    devices: list[str] = []
    times: list[float] = []
    numbers = iter(range(SUBMISSIONS))
    async with card.grader(load()) as grader:

        async def grade_one_after_the_other() -> None:
            for number in numbers:
                began = time.perf_counter()
                job = Grade(id=str(number), exercise="gpu/gram", code="import torch\n\n\n" + GRAM)
                verdict = await grader.grade(job)
                if verdict.status is not Status.PASSED:
                    raise StepFailedError(f"a right answer got {verdict.status}: {verdict.problem}")
                times.append((time.perf_counter() - began) * 1000)
                devices.append(verdict.device)
                _note_submissions(record, devices, times)

        await asyncio.gather(*(grade_one_after_the_other() for _ in range(SUSTAINED_AT_ONCE)))
    if record.figures["fell_back"]:
        raise StepFailedError(record.summary)
    return record.summary


def _note_submissions(record: Record, devices: list[str], times: list[float]) -> None:
    fell_back = devices.count("cpu")
    p50, p99 = p50_p99(times)
    record.note(
        f"{len(devices)} of {SUBMISSIONS} graded, {fell_back} of them on the CPU instead;"
        f" p50 {p50} ms, p99 {p99} ms",
        submissions=len(devices),
        fell_back=fell_back,
        share_that_fell_back=round(fell_back / len(devices), 4),
        p50_ms=p50,
        p99_ms=p99,
    )


async def measure_curve(record: Record, _: Card) -> str:
    """Measure matrix products on the CPU, then on CPU and card with copies; the report draws it."""
    alone = await asyncio.to_thread(measure, with_gpu=False)
    record.note(
        f"{alone.cpu}: {alone.cpu_ms[-1]:.3g} ms for n = {alone.sizes[-1]}", **alone.model_dump()
    )
    found = await asyncio.to_thread(measure)
    if found.gpu_ms is None:
        raise StepFailedError("torch sees no card in this process")
    record.note(**found.model_dump())
    return f"{found.gpu}: {found.gpu_ms[-1]:.3g} ms for n = {found.sizes[-1]}"
