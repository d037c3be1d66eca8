"""Times matrix products of increasing sizes on this machine's CPU and, if it has one, its GPU."""

from __future__ import annotations

import platform
import re
import statistics
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import torch

from grader.protocol import Measurement

SIZES = (16, 32, 64, 128, 256, 512, 1024, 2048)

SECONDS = 1.5
"""Duration of the passes over all sizes, on each device."""

MAX_PRODUCT_SECONDS = 0.3
MOST_LOOKS = 3
"""Products that have to take too long before the next size is left out: one may have been kept
waiting by other processes."""

MIN_PASSES = 3
MAX_RUNS_PER_PASS, MAX_SECONDS_PER_PASS = 20, 0.01

Pair = tuple[torch.Tensor, torch.Tensor]


def measure(
    sizes: Sequence[int] = SIZES, *, seconds: float = SECONDS, with_gpu: bool = True
) -> Measurement:
    """Return the median times for increasing sizes. Takes about 3 s on any machine.

    A size is left out if the CPU is expected to need more than MAX_PRODUCT_SECONDS for it,
    extrapolating from the previous size: a product of two n × n matrices is about 2n³ operations.
    """
    with _one_core_free(), torch.inference_mode():
        pairs = _make_pairs(sizes)
        cpu = _medians(_product_on_cpu, pairs, seconds)
        use_gpu = with_gpu and torch.cuda.is_available()
        gpu = _medians(_product_on_gpu, pairs, seconds) if use_gpu else None
        return Measurement(
            sizes=tuple(sizes[: len(pairs)]),
            cpu_ms=_to_ms(product for (product,) in cpu),
            gpu_ms=_to_ms(product for product, _ in gpu) if gpu else None,
            copy_ms=_to_ms(copies for _, copies in gpu) if gpu else None,
            cpu=_cpu_name(),
            threads=torch.get_num_threads(),
            gpu=torch.cuda.get_device_name() if gpu else None,
            torch=torch.__version__,
        )


@contextmanager
def _one_core_free() -> Iterator[None]:
    """Let torch use one core less, for other processes.

    The threads of a product wait for each other: if one does not get a core, all wait, and the
    times are those of the scheduler.
    """
    before = torch.get_num_threads()
    torch.set_num_threads(max(1, before - 1))
    try:
        yield
    finally:
        torch.set_num_threads(before)


def _make_pairs(sizes: Sequence[int]) -> list[Pair]:
    """Return two random matrices for each size that is not too slow on this machine."""
    pairs: list[Pair] = []
    expected = 0.0
    for n, following in zip(sizes, (*sizes[1:], sizes[-1]), strict=True):
        if expected > MAX_PRODUCT_SECONDS:
            break
        pair = torch.randn(n, n), torch.randn(n, n)
        pairs.append(pair)
        _product_on_cpu(*pair)  # the first run prepares threads and memory
        for _ in range(MOST_LOOKS):
            (took,) = _product_on_cpu(*pair)
            expected = took * (following / n) ** 3
            if expected <= MAX_PRODUCT_SECONDS:
                break
    return pairs


TimedProduct = Callable[[torch.Tensor, torch.Tensor], tuple[float, ...]]
"""Multiplies two matrices once, and returns the duration of each part in seconds."""


def _product_on_cpu(a: torch.Tensor, b: torch.Tensor) -> tuple[float, ...]:
    began = time.perf_counter()
    a @ b
    return (time.perf_counter() - began,)


def _product_on_gpu(a: torch.Tensor, b: torch.Tensor) -> tuple[float, ...]:
    """Return the duration of the product, and of both copies together."""
    torch.cuda.synchronize()
    began = time.perf_counter()
    there_a, there_b = a.to("cuda"), b.to("cuda")
    torch.cuda.synchronize()
    arrived = time.perf_counter()
    product = there_a @ there_b
    torch.cuda.synchronize()
    computed = time.perf_counter()
    product.cpu()
    back = time.perf_counter()
    return computed - arrived, (arrived - began) + (back - computed)


def _medians(
    timed_product: TimedProduct, pairs: Sequence[Pair], seconds: float
) -> list[tuple[float, ...]]:
    """Return the median of every part, for each pair.

    Each pass measures all pairs, so that a moment in which the machine is busy does not affect one
    size alone.
    """
    for pair in pairs:
        timed_product(*pair)  # warm up: kernels are chosen and loaded, memory is reserved
    runs: list[list[tuple[float, ...]]] = [[] for _ in pairs]
    deadline = time.perf_counter() + seconds
    passes = 0
    while passes < MIN_PASSES or time.perf_counter() < deadline:
        for pair, timings in zip(pairs, runs, strict=True):
            timings.extend(_one_pass(timed_product, pair))
        passes += 1
    return [
        tuple(statistics.median(part) for part in zip(*timings, strict=True)) for timings in runs
    ]


def _one_pass(timed_product: TimedProduct, pair: Pair) -> Iterator[tuple[float, ...]]:
    deadline = time.perf_counter() + MAX_SECONDS_PER_PASS
    for _ in range(MAX_RUNS_PER_PASS):
        yield timed_product(*pair)
        if time.perf_counter() > deadline:
            return


def _to_ms(seconds: Iterable[float]) -> tuple[float, ...]:
    return tuple(round(each * 1000, 6) for each in seconds)


def _cpu_name() -> str:
    """Return the CPU's model name, or its architecture if the system does not report one."""
    try:
        text = Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace")
    except OSError:
        text = ""
    match = re.search(r"^model name\s*:\s*(.+)$", text, re.MULTILINE)
    name = match[1] if match else platform.processor() or platform.machine()
    return " ".join(re.sub(r"\((R|TM)\)", "", name).split()) or "CPU"
