"""Opens a device and prints what that took: `python -P device_scout.py PROBE NAME [ROOT]`.

Started by `devices.find_device` as a short process outside the jail. It runs no learner code. It
opens the device as a child of the jail does, and then reads from /proc which device files it holds
and which files it has mapped. The kernel (inotify) tells it which device files of drivers below
ROOT/dev were opened meanwhile, also those that are closed again.
"""

from __future__ import annotations

import ctypes
import importlib.util
import json
import os
import re
import stat
import struct
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

_COMMON_NODES = frozenset({"null", "zero", "full", "random", "urandom", "tty", "ptmx", "console"})
_DIRECTORIES = ("dev", "dev/nvidia-caps", "dev/dri", "dev/nvgpu", "dev/nvgpu/*")
_OF_DRIVERS = re.compile(r"/(nvidia[^/]*|nvmap|nvhost-[^/]+|dri/renderD\d+|nvgpu/.+|kfd|dxg)$")
_IN_OPEN = 0x20
_EVENT = struct.Struct("iIII")


def main(probe: str, name: str, root: str = "/") -> int:
    """Open the device and print the report as one JSON object. Return the exit code."""
    watch = _Watch(Path(root))
    module = _load(Path(probe))
    module.open_device(name)
    report = {
        "nodes": sorted(_device_files()),
        "brief": sorted(filter(_is_device, watch.opened())),
        "libraries": sorted(_mapped_files()),
        "model": _describe(module, name),
        "library_path": os.environ.get("LD_LIBRARY_PATH", ""),
    }
    print(json.dumps(report))
    sys.stdout.flush()
    os._exit(0)  # a driver's threads may hang at exit


class _Watch:
    """Notes which device files of drivers are opened, by this process or another one."""

    def __init__(self, root: Path) -> None:
        libc = ctypes.CDLL(None)
        self._descriptor: int = libc.inotify_init1(os.O_NONBLOCK | os.O_CLOEXEC)
        self._paths: dict[int, Path] = {}
        directories = [each for pattern in _DIRECTORIES for each in root.glob(pattern)]
        nodes = [each for directory in directories for each in directory.glob("*")]
        # A directory tells of files that are made meanwhile, and a file of itself, which may be
        # mounted there from another directory.
        for path in (*directories, *filter(self._is_of_driver, nodes)):
            number = libc.inotify_add_watch(self._descriptor, os.fsencode(path), _IN_OPEN)
            if number >= 0:
                self._paths[number] = path

    def opened(self) -> set[str]:
        """Return the paths of the files that were opened."""
        return {str(path) for path in self._events() if self._is_of_driver(path)}

    def _events(self) -> Iterator[Path]:
        while True:
            try:
                data = os.read(self._descriptor, 1 << 16)
            except OSError:  # no more events, or no inotify here
                return
            while data:
                number, _, _, length = _EVENT.unpack_from(data)
                name = data[_EVENT.size : _EVENT.size + length].rstrip(b"\0")
                data = data[_EVENT.size + length :]
                if number in self._paths:
                    yield self._paths[number] / os.fsdecode(name)

    @staticmethod
    def _is_of_driver(path: Path) -> bool:
        return _OF_DRIVERS.search(str(path)) is not None


def _load(probe: Path) -> ModuleType:
    """Import a package from its directory, as a child of the jail does."""
    spec = importlib.util.spec_from_file_location(
        "probe", probe / "__init__.py", submodule_search_locations=[str(probe)]
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["probe"] = module
    spec.loader.exec_module(module)
    return module


def _describe(module: ModuleType, name: str) -> str:
    describe: Any = getattr(module, "describe_device", None)
    return str(describe(name))[:200] if describe is not None else name


def _device_files() -> set[str]:
    """Return the character devices that this process holds open or has mapped."""
    paths = {os.fspath(entry.readlink()) for entry in _descriptors()} | _mapped()
    return {path for path in paths if _is_device(path) and Path(path).name not in _COMMON_NODES}


def _mapped_files() -> set[str]:
    return {path for path in _mapped() if Path(path).is_file()}


def _mapped() -> set[str]:
    """Return the paths of all mappings; a line of maps has six fields, the path last."""
    lines = Path("/proc/self/maps").read_text(encoding="utf-8", errors="surrogateescape")
    fields = (line.split(maxsplit=5) for line in lines.splitlines())
    return {each[5] for each in fields if len(each) == 6 and each[5].startswith("/")}


def _descriptors() -> list[Path]:
    # The descriptor of the listing itself is closed again.
    return [entry for entry in list(Path("/proc/self/fd").iterdir()) if entry.is_symlink()]


def _is_device(path: str) -> bool:
    try:
        return stat.S_ISCHR(Path(path).stat().st_mode) and not path.startswith("/dev/pts/")
    except OSError:
        return False


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:4]))
