"""What the worker tells the template at boot, and with each child that it asks for."""

from __future__ import annotations

from dataclasses import dataclass

DRIVER_MIB = 1024
"""What a device's driver may take of the machine's own memory beside a task."""

FDS_PER_CHILD = 3
"""Those that the worker sends for each child: answer, stdout, stderr. A cgroup adds one."""


@dataclass(frozen=True)
class Slot:
    """A place for one child at a time: where it may write, and as whom it runs."""

    scratch: str
    own_mount: bool  # a tmpfs with a size of its own
    uid: int | None  # also the gid; None: as the template


@dataclass(frozen=True)
class BootConfig:
    """How the template is to set itself up."""

    packages: tuple[str, ...]  # directories to put on sys.path
    probe: str  # directory of the package that answers questions
    template_directory: str  # a directory for the template itself
    slots: tuple[Slot, ...]
    landlock_abi: int  # ABI to use; 0: none
    readable: tuple[str, ...]  # exactly what may be read
    coarse_readable: tuple[str, ...]  # fewer paths that hold all of `readable`
    seccomp_program: str  # the compiled seccomp filter, base64; empty: none
    placeholder: int  # stands in the filter for the child's own pid
    search_capability: int | None  # a capability that children keep, to reach a closed-off interpreter
    counts_own_tasks: bool  # RLIMIT_NPROC counts nobody else's threads
    warm: bool  # load torch and its company ahead
    device: str  # "cpu", or what children open before their task comes
    device_nodes: tuple[str, ...]  # its device files
    has_cgroup: bool  # each child comes with a cgroup, which it joins before anything else

    @property
    def opens_device(self) -> bool:
        """Whether a child has a device to open."""
        return self.device != "cpu"

    @staticmethod
    def from_json(fields: dict[str, object]) -> BootConfig:
        """From the JSON that the worker sent: trusted, since it comes from the worker."""
        known = dict(fields)
        known["slots"] = tuple(Slot(**slot) for slot in known["slots"])  # type: ignore[attr-defined]
        for name in ("packages", "readable", "roughly_readable", "device_nodes"):
            known[name] = tuple(known[name])  # type: ignore[arg-type]
        return BootConfig(**known)  # type: ignore[arg-type]


@dataclass(frozen=True)
class ChildLimits:
    """What one child may use; the fields of `records.Limits` that the kernel watches over."""

    cpu_seconds: int
    memory_mib: int
    scratch_mib: int
    threads: int
    answer_mib: int
