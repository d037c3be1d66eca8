"""Which sandbox layers and devices this machine offers a grader, and how to get the rest."""

from __future__ import annotations

import platform
import sys
from dataclasses import asdict, dataclass

import torch

from grader.jail import SandboxLayer, survey_layers

OPTIONAL_LAYERS = {"bubblewrap", "cgroup", "own-uid", "no-capabilities"}
"""Layers without which the jail still opens, because the others suffice."""


@dataclass(frozen=True, slots=True)
class Device:
    """A device that can run code."""

    name: str  # "cpu", "cuda:0"
    description: str  # its model


@dataclass(frozen=True, slots=True)
class DoctorReport:
    """The findings of `python -m grader doctor`."""

    layers: tuple[SandboxLayer, ...]
    devices: tuple[Device, ...]
    versions: dict[str, str]  # by package

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
        lines += [f"  {device.name}: {device.description}" for device in self.devices]
        if len(self.devices) == 1:
            lines.append("  no GPU: exercises are graded on the CPU; see docs/operating.md")
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
    return DoctorReport(
        layers=survey_layers(),
        devices=_devices(),
        versions={
            "python": platform.python_version(),
            "torch": torch.__version__,
            "kernel": platform.release() if sys.platform == "linux" else platform.platform(),
            "machine": platform.machine(),
        },
    )


def _devices() -> tuple[Device, ...]:
    cpu = Device("cpu", f"{platform.processor() or platform.machine()}")
    gpus = (
        tuple(
            Device(f"cuda:{index}", torch.cuda.get_device_name(index))
            for index in range(torch.cuda.device_count())
        )
        if torch.cuda.is_available()
        else ()
    )
    return (cpu, *gpus)
