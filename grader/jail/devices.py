"""Devices other than the CPU: the device files, libraries and variables that opening one takes.

They are found by asking: a short process, the scout, opens the device and reports what it uses.
Drivers differ too much for a list of paths: WSL2 has /dev/dxg and /usr/lib/wsl/lib, Kubernetes
mounts the driver at /usr/local/nvidia, NixOS has it below /run/opengl-driver.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
import re
import sys
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from importlib.metadata import version
from pathlib import Path
from typing import Literal

from .records import JailError
from .visible_paths import PROBE, SECRETS, VisiblePaths, find_visible_paths

_log = logging.getLogger(__name__)

Kind = Literal["nvidia", "nvidia-part", "wsl", "rocm"]

SCOUT = Path(__file__).resolve().parent / "device_scout.py"
SCOUT_TIMEOUT_S = 60.0
"""Enough to import torch and to create a context on a busy machine."""

_NAME = re.compile(r"cuda(?::(\d+))?")
_NODE_KINDS: tuple[tuple[re.Pattern[str], Kind], ...] = (
    # The first match decides, so a part of a card (MIG) counts before the card.
    (re.compile(r"/dev/nvidia-caps/nvidia-cap\d+$"), "nvidia-part"),
    (re.compile(r"/dev/nvidia\d+$"), "nvidia"),
    (re.compile(r"/dev/dxg$"), "wsl"),
    (re.compile(r"/dev/kfd$"), "rocm"),
)
_HINTS = ("dev/nvidiactl", "dev/nvidia0", "dev/dxg", "dev/kfd")
"""Without one of these there is no card, and no need to spend two seconds on a scout."""

_READ_BY_DRIVER: Mapping[Kind, tuple[str, ...]] = {
    "nvidia": ("/proc/driver/nvidia", "/sys/devices", "/sys/bus/pci", "/sys/module/nvidia"),
    "nvidia-part": ("/proc/driver/nvidia", "/sys/devices", "/sys/bus/pci", "/sys/module/nvidia"),
    "wsl": ("/sys/devices", "/sys/bus/pci"),
    "rocm": (
        "/sys/devices", "/sys/bus/pci", "/sys/class/kfd", "/sys/class/drm", "/sys/module/amdgpu",
    ),
}  # fmt: skip
"""Paths that drivers read and close again, which no process can list of itself."""

_VARIABLES = (
    "CUDA_VISIBLE_DEVICES", "CUDA_DEVICE_ORDER", "HIP_VISIBLE_DEVICES", "ROCR_VISIBLE_DEVICES",
    "HSA_OVERRIDE_GFX_VERSION",
)  # fmt: skip
"""Variables that select a card or a part of it, passed on as they are set for the grader."""

_MPS_VARIABLES = ("CUDA_MPS_ACTIVE_THREAD_PERCENTAGE", "CUDA_MPS_PINNED_DEVICE_MEM_LIMIT")
"""Limits of CUDA MPS, passed on where it is used."""

_MPS_DIRECTORY = "CUDA_MPS_PIPE_DIRECTORY"
_DEFAULT_MPS_DIRECTORY = "/tmp/nvidia-mps"  # noqa: S108 - where NVIDIA's server has its pipes

_VERSION_FILES = ("/proc/driver/nvidia/version", "/sys/module/nvidia/version",
                  "/sys/module/amdgpu/version", "/proc/version")  # fmt: skip


@dataclass(frozen=True)
class Device:
    """A device that children open before they receive their task."""

    name: str  # as torch writes it
    nodes: tuple[str, ...] = ()  # device files, to be read, written and driven by ioctl
    readable: tuple[str, ...] = ()  # other paths that its driver reads
    environment: tuple[tuple[str, str], ...] = ()  # in addition to bubblewrap.ENVIRONMENT
    model: str = ""
    shared: tuple[str, ...] = ()
    """Directories of the server of CUDA MPS, which children write to before they are locked in."""

    @property
    def needs_opening(self) -> bool:
        """Whether children have to open a device."""
        return self.name != "cpu"


@dataclass(frozen=True)
class ScoutReport:
    """What a scout found in use after it had opened a device."""

    nodes: tuple[str, ...]
    libraries: tuple[str, ...]  # every mapped file
    model: str
    library_path: str  # LD_LIBRARY_PATH of the scout


class NoDeviceError(JailError):
    """There is no sign of a card on this machine."""


CPU = Device("cpu")


def default_cache() -> Path:
    """Return the file in which the last report is kept, below the user's cache directory."""
    caches = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(caches) / "tensei" / "device.json"


async def find_device(
    name: str,
    *,
    probe: Path = PROBE,
    root: Path = Path("/"),
    cache: Path | None = None,
    timeout_s: float = SCOUT_TIMEOUT_S,
    mps: bool = False,
) -> Device:
    """Return the device of that name ("cpu", "cuda", "cuda:1") with all that opening it takes.

    A scout opens it, unless `cache` is a file with a report for the same driver and torch.
    `root` is where hints of a card are looked for, which tests replace. With `mps`, children use
    it through the server of CUDA MPS. Raise NoDeviceError if
    there is no sign of a card, and JailError if it cannot be opened or is of an unknown kind.
    """
    if name == "cpu":
        return CPU
    found = _NAME.fullmatch(name)
    if found is None:
        raise JailError(f"{name!r} is no device: write cpu, cuda or cuda:1.")
    if not any((root / hint).exists() for hint in _HINTS):
        raise NoDeviceError(
            f"there is no {name} here: no {', '.join('/' + hint for hint in _HINTS)}. Install the"
            " card's driver, and in a container pass the device on."
        )
    name = f"cuda:{int(found[1] or 0)}"
    key = _cache_key(name, probe)
    report = _cached_report(cache, key)
    if report is None:
        report = await run_scout(name, probe, timeout_s)
        _store_report(cache, key, report)
    visible = await asyncio.to_thread(find_visible_paths, probe)
    device = make_device(name, report, visible)
    return with_mps(device) if mps else device


def with_mps(device: Device) -> Device:
    """Return the device as children use it through the server of CUDA MPS.

    Raise JailError if there is no server.
    """
    directory = os.environ.get(_MPS_DIRECTORY) or _DEFAULT_MPS_DIRECTORY
    if not Path(directory).is_dir():
        raise JailError(
            f"TENSEI_GPU_MPS is set, but there is no server of CUDA MPS: no {directory}. Start"
            " nvidia-cuda-mps-control -d as the user of the grader, or unset it."
        )
    variables = {name: os.environ[name] for name in _MPS_VARIABLES if name in os.environ}
    environment = (*device.environment, (_MPS_DIRECTORY, directory), *variables.items())
    return replace(device, environment=environment, shared=(directory, "/dev/shm"))  # noqa: S108


async def run_scout(
    name: str, probe: Path = PROBE, timeout_s: float = SCOUT_TIMEOUT_S
) -> ScoutReport:
    """Open the device in a process of its own. Raise JailError if that fails or takes too long."""
    scout = await asyncio.create_subprocess_exec(
        *(sys.executable, "-P", "-B", str(SCOUT), str(probe), name),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        stdout, stderr = await asyncio.wait_for(scout.communicate(), timeout_s)
    except TimeoutError:
        raise JailError(f"{name} did not open within {timeout_s:g} s") from None
    finally:
        if scout.returncode is None:
            # A process that hangs in a driver may not end even then, so it is not waited for.
            scout.kill()
    if scout.returncode != 0:
        why = stderr.decode(errors="replace").strip().splitlines()
        reason = why[-1][-300:] if why else f"it ended with status {scout.returncode}"
        raise JailError(f"{name} could not be opened: {reason}")
    return _parse_report(stdout.decode(errors="replace"))


def make_device(name: str, report: ScoutReport, visible: VisiblePaths) -> Device:
    """Return the device with the allow-list that a scout's report amounts to.

    Of libraries, the exact directories are added that the jail does not show already. Raise
    JailError for a device of an unknown kind, or if a directory would show the project's secrets.
    """
    kind = device_kind(report.nodes)
    if kind is None:
        held = ", ".join(report.nodes) or "no device file"
        raise JailError(
            f"{name} is of a kind that the jail does not know; it holds {held}. Known are NVIDIA"
            " cards and parts of them (MIG), NVIDIA under WSL2, and AMD cards with ROCm."
        )
    shown = (*visible.exact, visible.interpreter)
    used_path = [
        each for each in report.library_path.split(":") if _is_used(each, report.libraries)
    ]
    directories = {str(Path(library).parent) for library in report.libraries}
    directories |= {os.path.realpath(each) for each in used_path} | set(used_path)
    added = sorted(each for each in directories if not _is_below(each, shown))
    for directory in added:
        _check_directory(directory)
    drivers = [path for path in _READ_BY_DRIVER[kind] if Path(path).exists()]
    environment = {name: os.environ[name] for name in _VARIABLES if name in os.environ}
    if used_path:
        environment["LD_LIBRARY_PATH"] = ":".join(used_path)
    return Device(
        name=name,
        nodes=report.nodes,
        readable=(*drivers, *added),
        environment=(*environment.items(), ("CUDA_CACHE_DISABLE", "1")),
        model=report.model,
    )


def device_kind(nodes: Iterable[str]) -> Kind | None:
    """Return the kind of a device by the device files that it takes; None if it is unknown."""
    held = tuple(nodes)
    return next(
        (kind for pattern, kind in _NODE_KINDS if any(pattern.search(node) for node in held)), None
    )


def _is_used(directory: str, libraries: tuple[str, ...]) -> bool:
    if not directory.startswith("/"):
        return False
    real = os.path.realpath(directory)
    # The files of a directory may themselves be links, as on NixOS.
    targets = {os.path.realpath(path) for path in _files(real)}
    return any(library in targets for library in libraries)


def _files(directory: str) -> list[str]:
    try:
        return [entry.path for entry in os.scandir(directory)]
    except OSError:
        return []


def _is_below(path: str, parents: Iterable[str]) -> bool:
    return any(Path(path).is_relative_to(parent) for parent in parents)


def _check_directory(directory: str) -> None:
    if len(Path(directory).parts) < 3 or any(
        secret.is_relative_to(directory) for secret in (*SECRETS, Path.home())
    ):
        raise JailError(
            f"the card's driver has a library in {directory}, which cannot be shown to learner"
            " code. Move the library into a directory of its own."
        )


def _cache_key(name: str, probe: Path) -> str:
    """Return what a report depends on: driver, torch, interpreter, device files and variables."""
    versions = [*map(_read, _VERSION_FILES), version("torch")]
    nodes = sorted(entry.name for entry in Path("/dev").iterdir())
    variables = {each: os.environ.get(each) for each in (*_VARIABLES, "LD_LIBRARY_PATH")}
    return json.dumps([name, str(probe), sys.executable, sys.prefix, versions, nodes, variables])


def _read(path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def _cached_report(cache: Path | None, key: str) -> ScoutReport | None:
    """Return the stored report if it is for the same key and all its files are still there."""
    if cache is None:
        return None
    try:
        stored = json.loads(cache.read_text(encoding="utf-8"))
        report = _parse_report(json.dumps(stored["report"]))
    except (OSError, ValueError, KeyError, TypeError, JailError):
        return None
    exists = all(Path(path).exists() for path in (*report.nodes, *report.libraries))
    return report if stored.get("key") == key and exists else None


def _store_report(cache: Path | None, key: str, report: ScoutReport) -> None:
    if cache is None:
        return
    try:
        cache.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        temporary = cache.with_suffix(f".{os.getpid()}")
        temporary.touch(mode=0o600)
        temporary.write_text(json.dumps({"key": key, "report": asdict(report)}), encoding="utf-8")
        temporary.replace(cache)
    except OSError as error:
        _log.info("what the scout found of the card is not kept: %s", error)


def _parse_report(text: str) -> ScoutReport:
    try:
        fields = json.loads(text.strip().splitlines()[-1])
        return ScoutReport(
            tuple(map(str, fields["nodes"])),
            tuple(map(str, fields["libraries"])),
            str(fields["model"]),
            str(fields["library_path"]),
        )
    except (ValueError, KeyError, TypeError, IndexError):
        raise JailError(
            "the process that opened the card reported nothing that is understood"
        ) from None
