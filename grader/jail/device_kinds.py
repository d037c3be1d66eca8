"""Kinds of devices, known by their device files, and what their drivers use besides.

A process can list the files that it holds open, and no others. What drivers open and close again is
therefore named here.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Literal

Kind = Literal["nvidia", "nvidia-part", "jetson", "wsl", "rocm"]

KIND_NAMES: Mapping[Kind, str] = {
    "nvidia": "an NVIDIA card",
    "nvidia-part": "a part of an NVIDIA card (MIG)",
    "jetson": "the GPU of an NVIDIA Jetson",
    "wsl": "an NVIDIA card under WSL2",
    "rocm": "an AMD card with ROCm",
}

HINTS = (
    "dev/nvidiactl", "dev/nvidia0", "dev/nvmap", "dev/nvhost-gpu", "dev/nvgpu", "dev/dxg",
    "dev/kfd",
)  # fmt: skip
"""Without one of these there is no card, and no need to spend two seconds on a scout."""

_NODE_KINDS: tuple[tuple[re.Pattern[str], Kind], ...] = (
    # The first match decides, so a part of a card (MIG) counts before the card.
    (re.compile(r"/dev/nvidia-caps/nvidia-cap\d+$"), "nvidia-part"),
    (re.compile(r"/dev/nvidia\d+$"), "nvidia"),
    (re.compile(r"/dev/(nvmap|nvhost-[\w-]*gpu|nvgpu/.+)$"), "jetson"),
    (re.compile(r"/dev/dxg$"), "wsl"),
    (re.compile(r"/dev/kfd$"), "rocm"),
)

# Not the numbered files of cards: another program may open another card at the same time. The first
# two capabilities are to configure and to monitor every part.
_NVIDIA_BRIEFLY = re.compile(
    r"/dev/nvidia(ctl|-uvm|-uvm-tools|-caps/nvidia-cap(?![12]$)\d+)$",
)
_OPENED_BRIEFLY: Mapping[Kind, re.Pattern[str]] = {
    "nvidia": _NVIDIA_BRIEFLY,
    "nvidia-part": _NVIDIA_BRIEFLY,
    "jetson": re.compile(r"/dev/(nvidia\S+|nvmap|nvhost-[\w-]+|nvgpu/.+|dri/renderD\d+)$"),
}
"""Device files that a driver may close again, but opens later too, or does not start without."""

_SYSTEM = ("sys/devices/system", "sys/bus/pci")
_NVIDIA_FILES = ("proc/driver/nvidia", "proc/driver/nvidia-uvm", "sys/module/nvidia*", *_SYSTEM)
_READ: Mapping[Kind, tuple[str, ...]] = {
    "nvidia": _NVIDIA_FILES,
    "nvidia-part": _NVIDIA_FILES,
    "jetson": (
        "sys/firmware/devicetree/base/compatible", "sys/firmware/devicetree/base/model",
        "sys/devices/soc0", "sys/devices/platform/*gpu*", "sys/devices/platform/*/*gpu*",
        "sys/module/nvgpu", "sys/module/tegra_fuse", "etc/nv_tegra_release", *_SYSTEM,
    ),
    "wsl": _SYSTEM,
    "rocm": (
        "sys/class/kfd", "sys/class/drm", "sys/devices/virtual/kfd", "sys/module/amdgpu", *_SYSTEM,
    ),
}  # fmt: skip
"""Patterns of what a driver reads and closes again, without the ids and addresses of a machine."""

_DISPLAYS_AND_ACCELERATORS = ("0x03", "0x12")  # the first byte of the class of a PCI device


def device_kind(nodes: Iterable[str]) -> Kind | None:
    """Return the kind of a device by the device files that it takes; None if it is unknown."""
    held = tuple(nodes)
    return next(
        (kind for pattern, kind in _NODE_KINDS if any(pattern.search(node) for node in held)), None
    )


def node_of_kind(kind: Kind, nodes: Iterable[str]) -> str:
    """Return the device file by which the kind is known."""
    patterns = [pattern for pattern, known in _NODE_KINDS if known == kind]
    return next(node for node in nodes if any(pattern.search(node) for pattern in patterns))


def all_nodes(held: Iterable[str], brief: Iterable[str]) -> tuple[Kind | None, tuple[str, ...]]:
    """Return the kind of a device, and the device files that its driver needs.

    `held` were open after it had been used; `brief` were opened, maybe by other programs.
    """
    held = tuple(held)
    kind = device_kind(held)
    pattern = None if kind is None else _OPENED_BRIEFLY.get(kind)
    needed = {node for node in brief if pattern is not None and pattern.search(node)} | {*held}
    return device_kind(needed), tuple(sorted(needed))


def read_paths(kind: Kind, root: Path = Path("/")) -> tuple[str, ...]:
    """Return the paths of this machine that a driver of that kind reads and closes again.

    Tests replace `root`.
    """
    named = [str(path) for pattern in _READ[kind] for path in sorted(root.glob(pattern))]
    return (*named, *_pci_directories(root))


def _pci_directories(root: Path) -> list[str]:
    """Return the directories of this machine's cards in /sys, and of no other PCI device."""
    found = set()
    for about in root.glob("sys/bus/pci/devices/*/class"):
        try:
            is_card = about.read_text().startswith(_DISPLAYS_AND_ACCELERATORS)
        except OSError:
            continue
        if is_card:
            found.add(os.path.realpath(about.parent))
    return sorted(found)
