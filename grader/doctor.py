"""What this machine offers a grader: walls and devices, and what to install for the rest."""

from __future__ import annotations

import platform
import sys
from dataclasses import asdict, dataclass

import torch

from grader.jail import SandboxLayer, survey_layers

MAY_BE_MISSING = {"bubblewrap", "cgroup", "own-uid", "no-capabilities"}
"""Walls without which the jail still opens, since the others hold alone."""


@dataclass(frozen=True, slots=True)
class Device:
    """Where code can be run; the description says what kind of device it is."""

    name: str  # "cpu", "cuda:0"
    description: str


@dataclass(frozen=True, slots=True)
class Report:
    """What `python -m grader doctor` has found; `versions` by package."""

    walls: tuple[SandboxLayer, ...]
    devices: tuple[Device, ...]
    versions: dict[str, str]

    @property
    def can_grade(self) -> bool:
        """Whether the jail opens here without being told to do without walls."""
        return all(wall.standing for wall in self.walls if wall.name not in MAY_BE_MISSING)

    def as_json(self) -> dict[str, object]:
        """The report for `--json`, of values that JSON has."""
        return {
            "can_grade": self.can_grade,
            "walls": [
                {**asdict(wall), "state": "standing" if wall.standing else "missing"}
                for wall in self.walls
            ],
            "devices": [asdict(device) for device in self.devices],
            "versions": self.versions,
        }

    def as_text(self) -> str:
        """The report for a terminal, without a newline at the end."""
        lines = ["Walls"]
        for wall in self.walls:
            lines.append(
                f"  {'standing' if wall.standing else 'missing '}  {wall.name}: {wall.why}"
            )
            if not wall.standing:
                lines.append(f"            to raise it: {wall.raise_it}")
        lines.append("Devices")
        lines += [f"  {device.name}: {device.description}" for device in self.devices]
        if len(self.devices) == 1:
            lines.append("  no GPU: exercises are graded on the CPU; see docs/operating.md")
        lines.append("Versions")
        lines += [f"  {name} {version}" for name, version in self.versions.items()]
        lines.append("Learners' code can be graded here." if self.can_grade else "No grading here.")
        return "\n".join(lines)


def examine() -> Report:
    """Looks at this machine; probes each wall for real, which takes a second or two."""
    return Report(
        walls=survey_layers(),
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
