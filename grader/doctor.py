"""Which sandbox layers and devices this machine offers a grader, and how to get the rest."""

from __future__ import annotations

import asyncio
import platform
import sys
from dataclasses import asdict, dataclass

import torch

from grader.jail import (
    JailError,
    SandboxLayer,
    find_device,
    survey_layers,
)

OPTIONAL_LAYERS = {"bubblewrap", "cgroup", "own-uid", "no-capabilities"}
"""Layers without which the jail still opens, because the others suffice."""


@dataclass(frozen=True, slots=True)
class Device:
    """A device that can run code."""

    name: str  # "cpu", "cuda:0"
    description: str  # its model
    nodes: tuple[str, ...] = ()  # device files that a task may use
    readable: tuple[str, ...] = ()  # directories of its driver that a task may read


@dataclass(frozen=True, slots=True)
class DoctorReport:
    """The findings of `python -m grader doctor`."""

    layers: tuple[SandboxLayer, ...]
    devices: tuple[Device, ...]
    versions: dict[str, str]  # by package
    no_gpu: str = ""  # why there is no GPU

    @property
    def can_grade(self) -> bool:
        """Whether the jail opens here without --unsafe-no-jail."""
        return all(layer.standing for layer in self.layers if layer.name not in OPTIONAL_LAYERS)

    def as_json(self) -> dict[str, object]:
        """Return the report for `--json`, of JSON types."""
        return {
            "can_grade": self.can_grade,
            "walls": [
                {**asdict(layer), "state": "standing" if layer.standing else "missing"}
                for layer in self.layers
            ],
            "devices": [asdict(device) for device in self.devices],
            "no_gpu": self.no_gpu,
            "versions": self.versions,
        }

    def as_text(self) -> str:
        """Return the report for a terminal, without a newline at the end."""
        lines = ["Sandbox layers"]
        for layer in self.layers:
            lines.append(
                f"  {'active ' if layer.standing else 'missing'}  {layer.name}: {layer.why}"
            )
            if not layer.standing:
                lines.append(f"           to enable it: {layer.raise_it}")
        lines.append("Devices")
        for device in self.devices:
            lines.append(f"  {device.name}: {device.description}")
            if device.nodes:
                lines.append(f"    device files: {', '.join(device.nodes)}")
                lines.append(f"    its driver reads: {', '.join(device.readable)}")
        if self.no_gpu:
            lines.append("  no GPU: exercises are graded on the CPU; see docs/operating.md")
            lines.append(f"    {self.no_gpu}")
        lines.append("Versions")
        lines += [f"  {name} {version}" for name, version in self.versions.items()]
        lines.append(
            "Learners' code can be graded here."
            if self.can_grade
            else "Learners' code cannot be graded here."
        )
        return "\n".join(lines)


def inspect_machine() -> DoctorReport:
    """Inspect this machine. Tests that each sandbox layer works, which takes 1 to 2 s."""
    devices, no_gpu = _devices()
    return DoctorReport(
        layers=survey_layers(),
        devices=devices,
        no_gpu=no_gpu,
        versions={
            "python": platform.python_version(),
            "torch": torch.__version__,
            "kernel": platform.release() if sys.platform == "linux" else platform.platform(),
            "machine": platform.machine(),
        },
    )


def _devices() -> tuple[tuple[Device, ...], str]:
    """Return the devices of tasks, and why there is no GPU among them, or an empty string.

    This process does not open a GPU itself: a scout does, as for a grader.
    """
    cpu = Device("cpu", platform.processor() or platform.machine())
    try:
        gpu = asyncio.run(find_device("cuda:0"))
    except JailError as error:
        return (cpu,), str(error)
    return (cpu, Device(gpu.name, gpu.model, gpu.nodes, gpu.readable)), ""
