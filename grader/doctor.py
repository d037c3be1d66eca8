"""Which sandbox layers and devices this machine offers a grader, and how to get the rest."""

from __future__ import annotations

import asyncio
import platform
import sys
from dataclasses import asdict, dataclass

import torch

from grader import jail
from grader.jail import JailError, SandboxLayer, find_device, survey_layers
from grader.jail.device_access import group_name
from grader.jail.device_kinds import KIND_NAMES
from grader.jail.devices import VARIABLES

OPTIONAL_LAYERS = {"bubblewrap", "cgroup", "own-uid", "no-capabilities"}
"""Layers without which the jail still opens, because the others suffice."""


@dataclass(frozen=True, slots=True)
class Variable:
    """A variable that a task has for its device."""

    name: str
    value: str
    why: str


@dataclass(frozen=True, slots=True)
class Device:
    """A device that can run code."""

    name: str  # "cpu", "cuda:0"
    description: str  # its model
    kind: str = ""  # "nvidia", "rocm", …; "" for the CPU
    kind_name: str = ""  # "an NVIDIA card"
    known_by: str = ""  # the device file that shows the kind
    nodes: tuple[str, ...] = ()  # device files that a task may use
    groups: tuple[str, ...] = ()  # groups that tasks of a grader that is root are in
    readable: tuple[str, ...] = ()  # directories of its driver that a task may read
    environment: tuple[Variable, ...] = ()  # variables that a task has for it
    closed_nodes: tuple[
        str, ...
    ] = ()  # device files that tasks of a grader that is root cannot use

    def as_lines(self) -> list[str]:
        """Return what the report says of the device, and why a task gets that."""
        lines = [f"  {self.name}: {self.description}"]
        if not self.kind:
            return lines
        lines += [
            f"    kind: {self.kind_name}, because opening it takes {self.known_by}",
            "    A process outside the jail has used it. A task may use what that took:",
            f"      device files: {', '.join(self.nodes)}",
        ]
        if self.groups:
            lines.append(
                f"      groups, because others may not use these files: {', '.join(self.groups)}"
            )
        if self.closed_nodes:
            lines.append(
                f"      not for tasks, but for their owner: {', '.join(self.closed_nodes)}"
            )
        lines.append(f"      its driver reads: {', '.join(self.readable)}")
        lines += [f"      {each.name}={each.value}: {each.why}" for each in self.environment]
        return lines


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
            lines += device.as_lines()
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
    return (cpu, describe_gpu(gpu)), ""


def describe_gpu(gpu: jail.Device) -> Device:
    """Return what the report says of a GPU that a scout has opened."""
    assert gpu.kind is not None
    return Device(
        gpu.name,
        gpu.model,
        kind=gpu.kind,
        kind_name=KIND_NAMES[gpu.kind],
        known_by=gpu.kind_node,
        nodes=gpu.nodes,
        groups=tuple(map(group_name, gpu.groups)),
        readable=gpu.readable,
        environment=tuple(
            Variable(name, value, VARIABLES[name]) for name, value in gpu.environment
        ),
        closed_nodes=gpu.closed_nodes,
    )
