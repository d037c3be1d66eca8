"""Devices beside the CPU: what a jail for one has to show and to set."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from .records import JailError

_CUDA = re.compile(r"cuda(?::(\d+))?")
_SHARED_NODES = ("nvidiactl", "nvidia-uvm", "nvidia-uvm-tools")


@dataclass(frozen=True)
class Device:
    """A device that children open before their task comes."""

    name: str  # as torch writes it
    nodes: tuple[str, ...] = ()  # device files, to be read, written and driven by ioctl
    readable: tuple[str, ...] = ()  # other paths that its driver reads
    environment: tuple[tuple[str, str], ...] = ()  # over and above outer.ENVIRONMENT

    @property
    def opened_ahead(self) -> bool:
        """Whether children have anything to open."""
        return self.name != "cpu"


CPU = Device("cpu")


def find(name: str, root: Path = Path("/")) -> Device:
    """The device of that name ("cpu", "cuda", "cuda:1"), by its device files; asks no driver.

    `root` stands for the file system's, in tests. Raises JailError where there is none.
    """
    if name == "cpu":
        return CPU
    found = _CUDA.fullmatch(name)
    if found is None:
        raise JailError(f"{name!r} is no device: write cpu, cuda or cuda:1.")
    number = found[1] or "0"
    own = root / f"dev/nvidia{number}"
    if not own.exists():
        raise JailError(
            f"there is no {name} here: {own} is missing. Install NVIDIA's driver, and in a"
            " container pass the device on."
        )
    shared = (root / "dev" / node for node in _SHARED_NODES)
    return Device(
        name=f"cuda:{number}",
        nodes=(str(own), *(str(node) for node in shared if node.exists())),
        readable=("/proc/driver/nvidia",),
        environment=(
            ("CUDA_VISIBLE_DEVICES", ",".join(map(str, range(int(number) + 1)))),
            # Else torch asks the driver itself whether it is there, after which no fork can use it.
            ("PYTORCH_NVML_BASED_CUDA_CHECK", "1"),
            ("CUDA_CACHE_DISABLE", "1"),
        ),
    )
