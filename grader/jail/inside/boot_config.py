"""Configuration that the worker sends to the fork server."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

DRIVER_MIB = 1024
"""Main memory that a device's driver may use in addition to a task's limit."""

FDS_PER_CHILD = 3
"""Descriptors that the worker sends for each child: answer, stdout, stderr. A cgroup adds one."""


class Warmup(StrEnum):
    """What the fork server does before its first fork, so that its children need not."""

    NONE = "none"  # modules are loaded only when learner code imports them
    TORCH = "torch"  # import torch and use it once: for a single task
    FULL = "full"  # also matplotlib and the probe, and optimize the memory for forks


@dataclass(frozen=True)
class Slot:
    """Resources of one child at a time: its scratch directory and its uid."""

    scratch: str
    own_mount: bool  # it is a tmpfs of limited size
    uid: int | None  # also the gid; None: that of the fork server


@dataclass(frozen=True)
class BootConfig:
    """Configuration of the fork server, sent once at boot."""

    packages: tuple[str, ...]  # directories to put on sys.path
    probe: str  # directory of the probe package
    template_directory: str  # scratch directory of the fork server itself
    slots: tuple[Slot, ...]
    landlock_abi: int  # 0: Landlock is not used
    readable: tuple[str, ...]  # every readable path
    coarse_readable: tuple[str, ...]  # fewer paths that contain all of `readable`
    seccomp_program: str  # compiled filter as base64; empty: none
    placeholder: int  # number in the filter to be replaced by the child's pid
    search_capability: int | None  # capability kept by children to reach the interpreter
    counts_own_tasks: bool  # RLIMIT_NPROC counts no threads of other programs
    warmup: Warmup
    device: str  # "cpu", or the device that children open in advance
    device_nodes: tuple[str, ...]  # its device files
    device_groups: tuple[int, ...]  # supplementary groups of children with a uid, for those files
    has_cgroup: bool  # each child joins a cgroup first

    @property
    def opens_device(self) -> bool:
        """Whether children open a device."""
        return self.device != "cpu"

    @staticmethod
    def from_json(fields: dict[str, object]) -> BootConfig:
        """Return the configuration from decoded JSON of the worker, which is trusted."""
        values = dict(fields)
        values["slots"] = tuple(Slot(**slot) for slot in values["slots"])  # type: ignore[attr-defined]
        for name in ("packages", "readable", "coarse_readable", "device_nodes", "device_groups"):
            values[name] = tuple(values[name])  # type: ignore[arg-type]
        values["warmup"] = Warmup(str(values["warmup"]))
        return BootConfig(**values)  # type: ignore[arg-type]


@dataclass(frozen=True)
class ChildLimits:
    """Limits of one child: the fields of `records.Limits` that are enforced in the jail."""

    cpu_seconds: int
    memory_mib: int
    scratch_mib: int
    threads: int
    answer_mib: int
