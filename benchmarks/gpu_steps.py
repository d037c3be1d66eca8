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
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

import torch

from bot.images import line_chart
from bot.images.line_chart import Chart, Curve
from grader.jail import ExitKind, Jail, Limits, Task, default_cache, find_device
from grader.jail.devices import run_scout
from grader.matmul.matmul_benchmark import measure
from grader.protocol import Grade, Status
from grader.worker.grader import Grader
from lessons.catalog import load

DEVICE = "cuda:0"
PRODUCT = "import torch\nx = torch.ones(256, 256, device='cuda')\n(x @ x).sum().item()"
HUNG_KERNEL = (
    "import torch\nx = torch.ones(6000, 6000, device='cuda')\n"
    "while True: x = x @ x\ntorch.cuda.synchronize()"
)
MEMORY_HOG = "import torch\nkept = torch.ones(1 << 50, dtype=torch.uint8, device='cuda')"
LOST_CONTEXT = (
    "import torch\nx = torch.zeros(4, device='cuda')\n"
    "x[torch.tensor([10**6], device='cuda')] = 1\ntorch.cuda.synchronize()"
)
GRAM = "def gram(x, device):\n    x = x.to(device)\n    return (x @ x.T).cpu()\n"
SUBMISSIONS = 200
WARM_TASKS = 40
PAUSE_S = 0.3
"""Between warm tasks, so that the next child has opened the card."""


class StepFailedError(Exception):
    """A step found something wrong; the message is its line in the table."""


Step = Callable[[Path], Awaitable[tuple[str, dict[str, Any]]]]
"""Does one step, writes files into a directory, and returns a line and figures."""


async def describe_machine(out: Path) -> tuple[str, dict[str, Any]]:
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


async def scout(out: Path) -> tuple[str, dict[str, Any]]:
    """Open the card outside the jail, and record what that took."""
    began = time.perf_counter()
    report = await run_scout(DEVICE)
    took = round(time.perf_counter() - began, 2)
    (out / "scout.json").write_text(json.dumps(asdict(report), indent=2), encoding="utf-8")
    device = await find_device(DEVICE, cache=default_cache())
    facts = {"seconds": took, "model": report.model, **asdict(device)}
    return f"{report.model}, found in {took} s: {', '.join(device.nodes)}", facts


@asynccontextmanager
async def _card_jail(**options: Any) -> AsyncIterator[Jail]:
    device = await find_device(DEVICE, cache=default_cache())
    jail = await Jail.open(device=device, template_timeout=60.0, **options)
    async with jail:
        yield jail


async def open_jail(_: Path) -> tuple[str, dict[str, Any]]:
    """Open the jail for the card, and measure warm tasks one after the other."""
    began = time.perf_counter()
    async with _card_jail() as jail:
        opened_s = time.perf_counter() - began
        times = [await _time_task(jail, PRODUCT) for _ in range(WARM_TASKS)]
        facts = {
            "open_s": round(opened_s, 2),
            "layers": jail.layers,
            "warm_p50_ms": round(statistics.median(times), 2),
            "warm_p99_ms": round(statistics.quantiles(times, n=100)[98], 2),
        }
    return f"warm task p50 {facts['warm_p50_ms']} ms, p99 {facts['warm_p99_ms']} ms", facts


async def _time_task(jail: Jail, code: str) -> float:
    await asyncio.sleep(PAUSE_S)
    began = time.perf_counter()
    outcome = await jail.run(Task(code, device=DEVICE))
    took = (time.perf_counter() - began) * 1000
    if outcome.ending is not ExitKind.ANSWERED:
        raise StepFailedError(
            f"a task on the card ended as {outcome.ending}: {outcome.stderr[-200:]}"
        )
    return took


async def count_contexts(_: Path) -> tuple[str, dict[str, Any]]:
    """Measure the card's memory for idle children, and sustained tasks with three at once."""
    facts: dict[str, Any] = {}
    free_before, total = torch.cuda.mem_get_info(0)
    for idle in (1, 2, 4):
        async with _card_jail(pool_size=idle, max_running=3) as jail:
            await _time_task(jail, PRODUCT)
            await asyncio.sleep(idle)  # until the other children have opened the card as well
            free = torch.cuda.mem_get_info(0)[0]
            facts[f"mib_with_{idle}_idle"] = (free_before - free) >> 20
            if idle == 4:
                facts["tasks_per_s"] = await _sustained(jail)
    await asyncio.sleep(2)
    facts["mib_left_after"] = (free_before - torch.cuda.mem_get_info(0)[0]) >> 20
    facts["card_mib"] = total >> 20
    return f"{facts['tasks_per_s']} tasks a second, {facts['mib_with_1_idle']} MiB a context", facts


async def _sustained(jail: Jail, seconds: float = 15.0) -> float:
    done, end = 0, time.perf_counter() + seconds

    async def run_repeatedly() -> None:
        nonlocal done
        while time.perf_counter() < end:
            await jail.run(Task(PRODUCT, device=DEVICE))
            done += 1

    await asyncio.gather(*(run_repeatedly() for _ in range(3)))
    return round(done / seconds, 2)


async def end_bad_tasks(_: Path) -> tuple[str, dict[str, Any]]:
    """End a hung kernel, a memory hog and a lost context; the next task must run each time."""
    limits = Limits(wall_seconds=5)
    facts: dict[str, Any] = {}
    async with _card_jail() as jail:
        for name, code in (
            ("hung_kernel", HUNG_KERNEL),
            ("memory_hog", MEMORY_HOG),
            ("lost_context", LOST_CONTEXT),
        ):
            outcome = await jail.run(Task(code, device=DEVICE, limits=limits))
            facts[name] = outcome.ending.value
            facts[f"{name}_then_ms"] = round(await _time_task(jail, PRODUCT), 1)
    if facts["hung_kernel"] != ExitKind.TIMEOUT:
        raise StepFailedError(f"a hung kernel ended as {facts['hung_kernel']}")
    if ExitKind.ANSWERED in (facts["memory_hog"], facts["lost_context"]):
        raise StepFailedError("a task that must fail answered")
    return "hung kernel, memory hog and lost context ended; the next task ran each time", facts


async def grade_submissions(_: Path) -> tuple[str, dict[str, Any]]:
    """Grade submissions on the card, and count those that fell back to the CPU."""
    devices: list[str] = []
    times: list[float] = []
    async with Grader.open(load()) as grader:
        await grader.devices_ready()
        if grader.devices == ("cpu",):
            raise StepFailedError("the grader did not open the card; its log says why")
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


async def draw_curve(out: Path) -> tuple[str, dict[str, Any]]:
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


async def run_tests(out: Path) -> tuple[str, dict[str, Any]]:
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
    "bad-tasks": (end_bad_tasks, 90),
    "submissions": (grade_submissions, 120),
    "contexts": (count_contexts, 120),
    "curve": (draw_curve, 40),
    "tests": (run_tests, 240),
}
"""Every step and its limit in seconds, the most telling first."""
