"""A card that every machine has: the real probe, whose device `meta` opens without a driver.

The jail, the judge and the grader treat it as they do a GPU. It has no values, so an answer is
judged by its shapes, dtypes and devices, as in all cases on `meta`.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from grader.jail import Device
from grader.jail.visible_paths import PROBE
from grader.protocol import Grade
from grader.worker.gpu import CardMemory

MODEL = "Stand-in 3000"
CARD = Device("meta", nodes=("/dev/zero",), model=MODEL)
GIB, MIB = 1 << 30, 1 << 20

GRAM = "def gram(x, device):\n    there = x.to(device)\n    return (there @ there.T).cpu()\n"
ON_A_DEVICE = Grade(id="1", exercise="gpu/gram", code=GRAM)
"""A right answer to an exercise that is graded on a GPU where there is one."""

_DEVICE = """
import os
import time


def open_device(name):
    assert 0 < float(os.environ["TENSEI_GPU_SHARE"]) <= 0.25
    OPENING


def describe_device(name):
    return "Stand-in 3000"
"""


def copy_probe(folder: Path, opening: str = "pass") -> Path:
    """Return a copy of the probe in a folder, which opens the device with these statements."""
    probe = Path(shutil.copytree(PROBE, folder / "probe"))
    (probe / "device.py").write_text(_DEVICE.replace("OPENING", opening), encoding="utf-8")
    return probe


class PretendedMemory:
    """The memory of a card of which each reading after the first finds one context more."""

    def __init__(self, total: int, context: int) -> None:
        self.total = total
        self.context = context
        self.readings = 0

    def __call__(self, device: str) -> CardMemory:
        free = self.total - self.context * self.readings
        self.readings += 1
        return CardMemory(free, self.total)
