"""Times matrix products of growing sizes on this machine's CPU and, where there is one, its GPU."""

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
"""How long the passes over all sizes go on, on each device."""

LONGEST_PRODUCT_SECONDS = 0.3
FEWEST_PASSES = 3
MOST_RUNS_A_PASS, MOST_SECONDS_A_PASS = 20, 0.01

Pair = tuple[torch.Tensor, torch.Tensor]


def measure(sizes: Sequence[int] = SIZES, *, seconds: float = SECONDS) -> Measurement:
    """Medians for each of the growing sizes, in about three seconds on any machine.

    A size is left out when the CPU can be expected to need more than LONGEST_PRODUCT_SECONDS for
    it, judging by the size before: a product of two n × n matrices is about 2n³ operations.
    """
    with _one_core_left_free(), torch.inference_mode():
        pairs = _pairs(sizes)
        cpu = _medians(_product_on_cpu, pairs, seconds)
        gpu = _medians(_product_on_gpu, pairs, seconds) if torch.cuda.is_available() else None
        return Measurement(
            sizes=tuple(sizes[: len(pairs)]),
            cpu_ms=_in_ms(product for (product,) in cpu),
            gpu_ms=_in_ms(product for product, _ in gpu) if gpu else None,
            copy_ms=_in_ms(copies for _, copies in gpu) if gpu else None,
            cpu=_processor(),
            threads=torch.get_num_threads(),
            gpu=torch.cuda.get_device_name() if gpu else None,
            torch=torch.__version__,
        )


@contextmanager
def _one_core_left_free() -> Iterator[None]:
    """Threads of a product wait for each other: where one is kept from its core, all are, and
    the figures are those of the scheduler. So one core is left to whoever else is busy here."""
    before = torch.get_num_threads()
    torch.set_num_threads(max(1, before - 1))
    try:
        yield
    finally:
        torch.set_num_threads(before)


def _pairs(sizes: Sequence[int]) -> list[Pair]:
    """Two matrices for each size that is not too slow here."""
    pairs: list[Pair] = []
    expected = 0.0
    for n, following in zip(sizes, (*sizes[1:], sizes[-1]), strict=True):
        if expected > LONGEST_PRODUCT_SECONDS:
            break
        pair = torch.randn(n, n), torch.randn(n, n)
        pairs.append(pair)
        _product_on_cpu(*pair)  # the first run prepares threads and memory
        (took,) = _product_on_cpu(*pair)
        expected = took * (following / n) ** 3
    return pairs


Trial = Callable[[torch.Tensor, torch.Tensor], tuple[float, ...]]
"""Multiplies two matrices once and says how long each part took, in seconds."""


def _product_on_cpu(a: torch.Tensor, b: torch.Tensor) -> tuple[float, ...]:
    began = time.perf_counter()
    a @ b
    return (time.perf_counter() - began,)


def _product_on_gpu(a: torch.Tensor, b: torch.Tensor) -> tuple[float, ...]:
    """The product alone, and both ways of copying together."""
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


def _medians(trial: Trial, pairs: Sequence[Pair], seconds: float) -> list[tuple[float, ...]]:
    """The median of every part, for each pair. All pairs take turns, pass after pass, so that a
    moment in which the machine is busy does not fall on one size alone."""
    for pair in pairs:
        trial(*pair)  # warm up: kernels are chosen and loaded, memory is reserved
    runs: list[list[tuple[float, ...]]] = [[] for _ in pairs]
    enough = time.perf_counter() + seconds
    passes = 0
    while passes < FEWEST_PASSES or time.perf_counter() < enough:
        for pair, own in zip(pairs, runs, strict=True):
            own.extend(_one_pass(trial, pair))
        passes += 1
    return [tuple(statistics.median(part) for part in zip(*own, strict=True)) for own in runs]


def _one_pass(trial: Trial, pair: Pair) -> Iterator[tuple[float, ...]]:
    enough = time.perf_counter() + MOST_SECONDS_A_PASS
    for _ in range(MOST_RUNS_A_PASS):
        yield trial(*pair)
        if time.perf_counter() > enough:
            return


def _in_ms(seconds: Iterable[float]) -> tuple[float, ...]:
    return tuple(round(each * 1000, 6) for each in seconds)


def _processor() -> str:
    """The CPU's name, as its maker writes it where the system tells."""
    try:
        told = Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace")
    except OSError:
        told = ""
    named = re.search(r"^model name\s*:\s*(.+)$", told, re.MULTILINE)
    name = named[1] if named else platform.processor() or platform.machine()
    return " ".join(re.sub(r"\((R|TM)\)", "", name).split()) or "CPU"
