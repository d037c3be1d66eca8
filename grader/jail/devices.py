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
from dataclasses import asdict, dataclass, replace
from importlib.metadata import version
from pathlib import Path

from .device_access import node_access, why_closed_to_us
from .device_kinds import HINTS, KIND_NAMES, Kind, all_nodes, node_of_kind, read_paths
from .device_libraries import library_paths, used_directories
from .records import JailError
from .visible_paths import PROBE, VisiblePaths, find_visible_paths

_log = logging.getLogger(__name__)

SCOUT = Path(__file__).resolve().parent / "device_scout.py"
SCOUT_TIMEOUT_S = 60.0
"""Enough to import torch and to create a context on a busy machine."""

_NAME = re.compile(r"cuda(?::(\d+))?")
_SELECTS = "selects the card, as for the grader"
VARIABLES = {
    "CUDA_VISIBLE_DEVICES": _SELECTS,
    "CUDA_DEVICE_ORDER": "says in which order cards are counted, as for the grader",
    "HIP_VISIBLE_DEVICES": _SELECTS,
    "ROCR_VISIBLE_DEVICES": _SELECTS,
    "HSA_OVERRIDE_GFX_VERSION": "names the model to the driver, as for the grader",
    "LD_LIBRARY_PATH": "libraries of the driver were found there",
    "CUDA_CACHE_DISABLE": "nothing that the driver compiles is kept for another task",
}
"""The variables that children can have for a device, with the reason for each."""

_PASSED_ON = tuple(VARIABLES)[:5]
"""Variables that are passed on as they are set for the grader."""

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

    kind: Kind | None = None
    kind_node: str = ""  # the device file by which the kind is known
    groups: tuple[int, ...] = ()  # groups that children with a uid of their own are in, for nodes
    closed_nodes: tuple[str, ...] = ()  # device files that only their owner can use

    @property
    def needs_opening(self) -> bool:
        """Whether children have to open a device."""
        return self.name != "cpu"


@dataclass(frozen=True)
class ScoutReport:
    """What a scout found in use after it had opened a device."""

    nodes: tuple[str, ...]  # device files that it held
    libraries: tuple[str, ...]  # every mapped file
    model: str
    library_path: str  # LD_LIBRARY_PATH of the scout
    brief: tuple[str, ...] = ()  # device files of drivers that were opened, by any process


class NoDeviceError(JailError):
    """There is no sign of a card on this machine."""


class DeviceHangsError(JailError):
    """A driver does not answer. What waits for it may never end."""


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
    require_hint(name, root)
    name = f"cuda:{int(found[1] or 0)}"
    key = _cache_key(name, probe)
    report = _cached_report(cache, key)
    if report is None:
        try:
            report = await run_scout(name, probe, timeout_s, root)
        except DeviceHangsError:
            raise
        except JailError as error:
            raise JailError(f"{error}{why_closed_to_us(root)}") from error
        _store_report(cache, key, report)
    visible = await asyncio.to_thread(find_visible_paths, probe)
    device = await asyncio.to_thread(make_device, name, report, visible)
    return with_mps(device) if mps else device


def require_hint(name: str, root: Path = Path("/")) -> None:
    """Raise NoDeviceError if there is no sign of a card on this machine."""
    if not any((root / hint).exists() for hint in HINTS):
        raise NoDeviceError(
            f"there is no {name} here: no {', '.join('/' + hint for hint in HINTS)}. Install the"
            " card's driver, and in a container pass the device on."
        )


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
    name: str,
    probe: Path = PROBE,
    timeout_s: float = SCOUT_TIMEOUT_S,
    root: Path = Path("/"),
) -> ScoutReport:
    """Open the device in a process of its own. Raise JailError if that fails or takes too long."""
    scout = await asyncio.create_subprocess_exec(
        *(sys.executable, "-P", "-B", str(SCOUT), str(probe), name, str(root)),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        stdout, stderr = await asyncio.wait_for(scout.communicate(), timeout_s)
    except TimeoutError:
        raise DeviceHangsError(f"{name} did not open within {timeout_s:g} s") from None
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
    kind, nodes = all_nodes(report.nodes, report.brief)
    if kind is None:
        held = ", ".join(report.nodes) or "no device file"
        *others, last = KIND_NAMES.values()
        raise JailError(
            f"{name} is of a kind that the jail does not know; it holds {held}. Known are"
            f" {', '.join(others)}, and {last}."
        )
    used_path = used_directories(report.library_path, report.libraries)
    shown = (*visible.exact, visible.interpreter)
    libraries = library_paths(report.libraries, used_path, shown)
    access = node_access(nodes)
    environment = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    if used_path:
        environment["LD_LIBRARY_PATH"] = ":".join(used_path)
    return Device(
        name=name,
        nodes=nodes,
        readable=(*read_paths(kind), *libraries),
        environment=(*environment.items(), ("CUDA_CACHE_DISABLE", "1")),
        model=report.model,
        kind=kind,
        kind_node=node_of_kind(kind, nodes),
        groups=access.groups,
        closed_nodes=access.closed,
    )


def _cache_key(name: str, probe: Path) -> str:
    """Return what a report depends on: driver, torch, interpreter, device files and variables."""
    versions = [*map(_read, _VERSION_FILES), version("torch")]
    nodes = sorted(entry.name for entry in Path("/dev").iterdir())
    variables = {each: os.environ.get(each) for each in (*_PASSED_ON, "LD_LIBRARY_PATH")}
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
    exists = all(Path(path).exists() for path in (*report.nodes, *report.brief, *report.libraries))
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
            tuple(map(str, fields["brief"])),
        )
    except (ValueError, KeyError, TypeError, IndexError):
        raise JailError(
            "the process that opened the card reported nothing that is understood"
        ) from None
