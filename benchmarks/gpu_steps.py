"""The steps of `python -m benchmarks.gpu_check`: each does one thing with the card."""

from __future__ import annotations

import asyncio
import json
import os
import platform
import shutil
import statistics
import sys
import time
from dataclasses import asdict
from pathlib import Path

import torch

from benchmarks.gpu_bad_tasks import hang_kernel, hog_memory, lose_context, try_forgeries
from benchmarks.gpu_card import Card, Figures, Step, StepFailedError
from bot.images import line_chart
from bot.images.line_chart import Chart, Curve
from grader.jail import Jail
from grader.jail.devices import run_scout
from grader.matmul.matmul_benchmark import measure
from grader.protocol import Grade, Status
from grader.worker.gpu import GpuSettings
from lessons.catalog import load

GRAM = "def gram(x, device):\n    x = x.to(device)\n    return (x @ x.T).cpu()\n"
SUBMISSIONS = 200
WARM_TASKS = 40
PAUSE_S = 0.3
"""Between warm tasks, so that the next child has opened the card."""

SUSTAINED_S = 8.0
AT_ONCE = (1, 3, 6)
"""Numbers of tasks at the same time that are measured."""


async def describe_machine(out: Path, _: Card) -> tuple[str, Figures]:
    """Record driver, kernel, device files and library path."""
    log = [await _output_of(*command) for command in (("nvidia-smi",), ("nvidia-smi", "-L"))]
    nodes = _device_files()
    (out / "machine.txt").write_text("\n".join([*log, *nodes]), encoding="utf-8")
    facts = {
        "kernel": platform.release(),
        "python": platform.python_version(),
        "torch": torch.__version__,
        "cuda": torch.version.cuda,
        "device_files": nodes,
        "library_path": os.environ.get("LD_LIBRARY_PATH", ""),
    }
    if not nodes:
        raise StepFailedError("there is no device file of a card; is its driver installed?")
    return f"kernel {facts['kernel']}, torch {facts['torch']}, {len(nodes)} device files", facts


def _device_files() -> list[str]:
    nodes = sorted(str(each) for each in Path("/dev").glob("nvidia*"))
    return nodes + [each for each in ("/dev/dxg", "/dev/kfd") if Path(each).exists()]


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


async def scout(out: Path, card: Card) -> tuple[str, Figures]:
    """Open the card outside the jail, and record what that took."""
    began = time.perf_counter()
    report = await run_scout(card.name, card.probe)
    took = round(time.perf_counter() - began, 2)
    (out / "scout.json").write_text(json.dumps(asdict(report), indent=2), encoding="utf-8")
    device = await card.find()
    facts = {"seconds": took, "model": report.model, **asdict(device)}
    return f"{report.model}, found in {took} s: {', '.join(device.nodes)}", facts


async def open_jail(_: Path, card: Card) -> tuple[str, Figures]:
    """Open the jail for the card, and measure warm tasks one after the other."""
    began = time.perf_counter()
    async with card.jail() as (jail, capacity):
        opened_s = time.perf_counter() - began
        times = []
        for _number in range(WARM_TASKS):
            await asyncio.sleep(PAUSE_S)
            times.append(await card.time_product(jail))
        facts = {
            "open_s": round(opened_s, 2),
            "layers": jail.layers,
            "at_once": capacity.at_once,
            "idle_children": capacity.spares,
            "context_mib": capacity.context >> 20,
            "warm_p50_ms": round(statistics.median(times), 2),
            "warm_p99_ms": round(statistics.quantiles(times, n=100)[98], 2),
        }
    return (
        f"warm task p50 {facts['warm_p50_ms']} ms, p99 {facts['warm_p99_ms']} ms;"
        f" {capacity.at_once} at once, {capacity.spares} idle",
        facts,
    )


async def count_contexts(_: Path, card: Card) -> tuple[str, Figures]:
    """Measure the memory of idle children, and sustained tasks, for several tasks at once."""
    facts: Figures = {}
    before = await asyncio.to_thread(card.read_memory, card.name)
    for most in AT_ONCE:
        async with card.jail(GpuSettings(at_once=most)) as (jail, capacity):
            while jail.idle_children < capacity.spares:  # noqa: ASYNC110 - nothing tells of it
                await asyncio.sleep(0.1)
            free = (await asyncio.to_thread(card.read_memory, card.name)).free
            facts[f"at_once_{most}"] = {
                "fit": capacity.at_once,
                "idle_children": capacity.spares,
                "idle_mib": (before.free - free) >> 20,
                "tasks_per_s": await _sustained(jail, card, capacity.at_once),
            }
    await asyncio.sleep(2)
    after = await asyncio.to_thread(card.read_memory, card.name)
    facts["mib_left_after"] = (before.free - after.free) >> 20
    facts["card_mib"] = before.total >> 20
    rates = ", ".join(f"{each}: {facts[f'at_once_{each}']['tasks_per_s']}" for each in AT_ONCE)
    return f"tasks a second by tasks at once: {rates}", facts


async def _sustained(jail: Jail, card: Card, at_once: int) -> float:
    done, end = 0, time.perf_counter() + SUSTAINED_S

    async def run_repeatedly() -> None:
        nonlocal done
        while time.perf_counter() < end:
            await card.run(jail, card.product)
            done += 1

    await asyncio.gather(*(run_repeatedly() for _ in range(at_once)))
    return round(done / SUSTAINED_S, 2)


async def grade_submissions(_: Path, card: Card) -> tuple[str, Figures]:
    """Grade submissions on the card, and count those that fell back to the CPU."""
    devices: list[str] = []
    times: list[float] = []
    async with card.grader(load()) as grader:
        slots = asyncio.Semaphore(3)

        async def grade(number: int) -> None:
            async with slots:
                began = time.perf_counter()
                job = Grade(id=str(number), exercise="gpu/gram", code="import torch\n\n\n" + GRAM)
                verdict = await grader.grade(job)
                times.append((time.perf_counter() - began) * 1000)
                if verdict.status is not Status.PASSED:
                    raise StepFailedError(f"a right answer got {verdict.status}: {verdict.problem}")
                devices.append(verdict.device)

        await asyncio.gather(*map(grade, range(SUBMISSIONS)))
    facts = {
        "submissions": SUBMISSIONS,
        "fell_back": devices.count("cpu"),
        "p50_ms": round(statistics.median(times), 1),
        "p99_ms": round(statistics.quantiles(times, n=100)[98], 1),
    }
    return f"{SUBMISSIONS} graded, {facts['fell_back']} of them on the CPU instead", facts


async def draw_curve(out: Path, _: Card) -> tuple[str, Figures]:
    """Measure matrix products on CPU and card, with copies, and draw both."""
    found = await asyncio.to_thread(measure)
    facts = found.model_dump()
    if found.gpu_ms is None or found.copy_ms is None:
        raise StepFailedError("torch sees no card in this process")
    trip = tuple(a + b for a, b in zip(found.gpu_ms, found.copy_ms, strict=True))
    curves = (
        Curve("CPU", found.cpu_ms, "orange"),
        Curve("GPU", found.gpu_ms, "blue"),
        Curve("GPU with copies", trip, "blue", dashed=True),
    )
    chart = Chart(
        f"{found.gpu} and {found.cpu}", found.sizes, curves, "n of an n × n product", "ms"
    )
    (out / "curve.png").write_bytes(line_chart.draw(chart))
    return f"{found.gpu}: {found.gpu_ms[-1]:.3g} ms for n = {found.sizes[-1]}", facts


async def run_tests(out: Path, _: Card) -> tuple[str, Figures]:
    """Run all tests that need a card, among them every attack in a jail with the card."""
    pytest = ("-m", "pytest", "-q", "-p", "no:cacheprovider", "-m", "gpu", "tests")
    text = await _output_of(sys.executable, *pytest)
    (out / "tests.txt").write_text(text, encoding="utf-8")
    last = (text.strip().splitlines() or ["no output"])[-1]
    if "passed" not in last or "failed" in last or "error" in last:
        raise StepFailedError(last)
    return last, {}


STEPS: dict[str, tuple[Step, float]] = {
    "machine": (describe_machine, 60),
    "scout": (scout, 90),
    "open": (open_jail, 120),
    "hung-kernel": (hang_kernel, 60),
    "memory-hog": (hog_memory, 60),
    "lost-context": (lose_context, 60),
    "forgeries": (try_forgeries, 180),
    "submissions": (grade_submissions, 120),
    "contexts": (count_contexts, 120),
    "curve": (draw_curve, 40),
    "tests": (run_tests, 240),
}
"""Every step and its limit in seconds, the most telling first."""
