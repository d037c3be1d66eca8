"""Machines with a card, made of files: a device file, a library and a probe that uses both."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from grader.jail import Device, find_device

PROBE = '''
"""A probe whose device is a device file and a library at the paths of some driver."""
import builtins
import mmap
import os
import time

def open_device(name):
    if HANGS:
        time.sleep(600)
    if FAILS:
        raise RuntimeError("the card has fallen off the bus")
    with open(LIBRARY, "rb") as file:
        library = mmap.mmap(file.fileno(), 0, prot=mmap.PROT_READ)
    for brief in BRIEF:
        os.close(os.open(brief, os.O_RDWR))
    node = os.open(NODE, os.O_RDWR)
    builtins.opened = name, node, library, os.environ.get("LD_LIBRARY_PATH")

def describe_device(name):
    return "Stand-in 4090"

def answer(function, question):
    return repr(function(question)).encode()

def raised(exc, source):
    return {"type": type(exc).__name__, "message": str(exc), "line": None, "traceback": ""}
'''

LAYOUTS = {
    "nvidia": ("dev/nvidia0", "usr/lib/nvidia/current/libcuda.so.1"),
    "kubernetes": ("dev/nvidia3", "usr/local/nvidia/lib64/libcuda.so.1"),
    "mig": ("dev/nvidia-caps/nvidia-cap2", "usr/lib/nvidia/current/libcuda.so.1"),
    "wsl2": ("dev/dxg", "usr/lib/wsl/lib/libdxcore.so"),
    "nixos": ("dev/nvidia0", "nix/store/abc-nvidia-x11/lib/libcuda.so.1"),
    "rocm": ("dev/kfd", "opt/rocm/lib/libamdhip64.so.6"),
    "jetson": ("dev/nvhost-gpu", "usr/lib/aarch64-linux-gnu/tegra/libcuda.so.1.1"),
    "jetson-orin": ("dev/nvgpu/igpu0/ctrl", "usr/lib/aarch64-linux-gnu/nvidia/libcuda.so.1.1"),
}


class Layout:
    """The device file, the library and the probe of a machine, below one directory."""

    def __init__(self, root: Path, node: str, library: str) -> None:
        self.root = root
        self.node = root / node
        self.library = root / library
        self.probe = root / "probe"
        self.cache = root / "cache" / "device.json"
        for each in (self.node, self.library, self.probe / "x", root / "dev/x"):
            each.parent.mkdir(parents=True, exist_ok=True)
        self.library.write_bytes(b"\x7fELF" + bytes(8192))
        if "nvidia" in node:
            (root / "dev/nvidiactl").touch()  # is there with every card of NVIDIA
        self.make_node(self.node)
        self.write_probe()

    def make_node(self, node: Path) -> Path:
        """Make a device file like /dev/zero; skip the test without the right to it."""
        node.parent.mkdir(parents=True, exist_ok=True)
        node.unlink(missing_ok=True)
        try:
            os.mknod(node, stat.S_IFCHR | 0o666, os.makedev(1, 5))
            os.close(os.open(node, os.O_RDWR))
        except PermissionError as error:
            pytest.skip(f"needs the right to make a device file: {error}")
        node.chmod(0o666)
        return node

    def write_probe(
        self, *, hangs: bool = False, fails: bool = False, brief: tuple[Path, ...] = ()
    ) -> None:
        facts = f"NODE, LIBRARY = {str(self.node)!r}, {str(self.library)!r}\n"
        facts += f"HANGS, FAILS, BRIEF = {hangs}, {fails}, {[*map(str, brief)]!r}\n"
        (self.probe / "__init__.py").write_text(facts + PROBE)

    async def find(self, timeout_s: float = 60.0) -> Device:
        return await find_device(
            "cuda",
            probe=self.probe,
            root=self.root,
            cache=self.cache,
            timeout_s=timeout_s,
        )
