"""Devices other than the CPU: their device files, and the paths and variables that drivers need."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from .records import JailError

_CUDA = re.compile(r"cuda(?::(\d+))?")
_NODE = re.compile(r"nvidia(\d+)")
_SHARED_NODES = ("nvidiactl", "nvidia-uvm", "nvidia-uvm-tools")
_READ_BY_DRIVER = ("/proc/driver/nvidia", "/sys/devices", "/sys/bus/pci", "/sys/module/nvidia")


@dataclass(frozen=True)
class Device:
    """A device that children open before they receive their task."""

    name: str  # as torch writes it
    nodes: tuple[str, ...] = ()  # device files, to be read, written and driven by ioctl
    readable: tuple[str, ...] = ()  # other paths that its driver reads
    environment: tuple[tuple[str, str], ...] = ()  # in addition to bubblewrap.ENVIRONMENT

    @property
    def needs_opening(self) -> bool:
        """Whether children have to open a device."""
        return self.name != "cpu"


CPU = Device("cpu")


def find_device(name: str, root: Path = Path("/")) -> Device:
    """Return the device of that name ("cpu", "cuda", "cuda:1"), found by its device files.

    The driver is not used. Cards are numbered as they are visible here: in a container with only
    /dev/nvidia3, that card is cuda:0. `root` replaces the root directory in tests. Raise JailError
    if there is no such device.
    """
    if name == "cpu":
        return CPU
    found = _CUDA.fullmatch(name)
    if found is None:
        raise JailError(f"{name!r} is no device: write cpu, cuda or cuda:1.")
    number = int(found[1] or 0)
    cards = _cards(root / "dev")
    if number >= len(cards):
        raise JailError(
            f"there is no {name} here: {root / 'dev'} has {len(cards)} of a card's files (nvidia0"
            " and so on). Install NVIDIA's driver, and in a container pass the device on."
        )
    shared = [root / "dev" / node for node in _SHARED_NODES]
    shared += sorted((root / "dev/nvidia-caps").glob("nvidia-cap*"))  # parts of a card (MIG)
    return Device(
        name=f"cuda:{number}",
        nodes=(*cards[: number + 1], *(str(node) for node in shared if node.exists())),
        readable=tuple(path for path in _READ_BY_DRIVER if Path(path).exists()),
        environment=(
            ("CUDA_VISIBLE_DEVICES", ",".join(map(str, range(number + 1)))),
            ("CUDA_CACHE_DISABLE", "1"),
        ),
    )


def _cards(dev: Path) -> list[str]:
    """Return the device files of single cards, sorted by number."""
    found = [
        (int(match[1]), str(path))
        for path in dev.glob("nvidia*")
        if (match := _NODE.fullmatch(path.name))
    ]
    return [path for _, path in sorted(found)]
