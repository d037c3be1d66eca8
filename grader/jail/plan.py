"""Which walls are to stand on this machine, and the template's orders that follow from them."""

from __future__ import annotations

import base64
import logging
import os
import re
import sys
from dataclasses import dataclass
from pathlib import Path

from . import bubblewrap
from .cgroups import CgroupsUnavailableError, CgroupPool, find_cgroup_pool
from .devices import CPU, Device
from .inside import landlock
from .inside.boot_config import BootConfig
from .inside.syscalls import find_search_capability, permitted_capabilities
from .records import JailError, Limits
from .seccomp import PLACEHOLDER, FilterError, compile_filter
from .uids import Uids, reserve
from .visible_paths import PROBE, VisiblePaths, find_closed_directory, find_visible_paths

_log = logging.getLogger(__name__)
_NEEDED = (
    "The inner wall cannot stand: {why}. Run `python -m grader doctor` to see what to do; for your"
    " own code only, `--unsafe-no-jail` does without."
)
_ABI = re.compile(r"landlock-abi-([1-9])")


@dataclass(frozen=True)
class Plan:
    """Decided once, when the jail opens."""

    visible_paths: VisiblePaths
    has_bubblewrap: bool
    landlock_abi: int  # ABI
    seccomp_program: bytes
    slot_count: int  # children at the same time
    limits: Limits
    probe: Path
    warm: bool
    device: Device = CPU
    cgroups: CgroupPool | None = None  # where cgroups for children can be made
    uids: Uids | None = None  # reserved for children, where the grader is root

    @property
    def outer_layers(self) -> tuple[str, ...]:
        """The walls outside the child; its own it names itself, once they stand."""
        standing = {"bubblewrap": self.has_bubblewrap, "cgroup": self.cgroups is not None}
        return tuple(wall for wall, stands in standing.items() if stands)

    def make_sandbox(self, channel: int) -> bubblewrap.TemplateSandbox:
        """A new house for a template."""
        if self.has_bubblewrap:
            return bubblewrap.bubblewrap_sandbox(
                self.visible_paths,
                channel,
                self.slot_count,
                self.limits,
                uids=self.uids,
                device=self.device,
            )
        return bubblewrap.plain_sandbox(self.visible_paths, channel, self.slot_count, self.uids)

    def boot_config(self, house: bubblewrap.TemplateSandbox) -> BootConfig:
        """What the template in that house is told."""
        readable = (*self.visible_paths.exact, house.template_directory, *self.device.readable)
        search, own_uids = None, self.uids is not None
        if own_uids and not self.has_bubblewrap and find_closed_directory(self.visible_paths.coarse) is not None:
            search = find_search_capability(permitted_capabilities())
        return BootConfig(
            packages=self.visible_paths.package_directories,
            probe=str(self.probe),
            template_directory=house.template_directory,
            slots=house.slots,
            landlock_abi=self.landlock_abi,
            readable=readable,
            coarse_readable=(*self.visible_paths.coarse, *self.device.readable),
            seccomp_program=base64.b64encode(self.seccomp_program).decode(),
            placeholder=PLACEHOLDER,
            search_capability=search,
            counts_own_tasks=own_uids or self.has_bubblewrap,
            warm=self.warm,
            device=self.device.name,
            device_nodes=self.device.nodes,
            has_cgroup=self.cgroups is not None,
        )

    def release(self) -> None:
        """Free what is reserved for this grader on the whole machine."""
        if self.uids is not None:
            self.uids.release()


def make_plan(
    *,
    slot_count: int,
    limits: Limits,
    without: frozenset[str] = frozenset(),
    unsafe_no_jail: bool = False,
    probe: Path = PROBE,
    warm: bool = True,
    device: Device = CPU,
) -> Plan:
    """What can stand, in the order in which walls may be missing. Raises JailError where even the
    inner wall cannot stand and nobody allowed to go without."""
    if sys.platform != "linux" and not unsafe_no_jail:
        raise JailError(_NEEDED.format(why=f"it needs Linux, and this is {sys.platform}"))
    visible = find_visible_paths(probe)
    fenced = _fence(visible, without)
    level = _landlock(without)
    program, why = b"", "it is switched off"
    if "seccomp" not in without and sys.platform == "linux":
        try:
            program = compile_filter(for_device=device.needs_opening)
        except FilterError as error:
            why = str(error)
    if not unsafe_no_jail:
        if not level:
            raise JailError(_NEEDED.format(why="this kernel has no Landlock, or has it off"))
        if not program:
            raise JailError(_NEEDED.format(why=f"seccomp: {why}"))
    groups = None if sys.platform != "linux" or "cgroup" in without else _groups()
    uids = reserve(slot_count) if bubblewrap.can_assign_uids() else None
    return Plan(visible, fenced, level, program, slot_count, limits, probe, warm, device, groups, uids)


def _groups() -> CgroupPool | None:
    try:
        return find_cgroup_pool()
    except CgroupsUnavailableError as error:
        _log.info("Kernel memory that tasks take is not counted, for want of cgroups: %s", error)
        return None


def _fence(visible: VisiblePaths, without: frozenset[str]) -> bool:
    if sys.platform != "linux" or "bubblewrap" in without:
        return False
    why = bubblewrap.why_unavailable(visible)
    if why is not None:
        _log.warning("The jail's outer wall, bubblewrap, is missing: %s", why)
    return why is None


def _landlock(without: frozenset[str]) -> int:
    """The ABI to use. "landlock-abi-4" in `without` stands for all rights since ABI 4."""
    if sys.platform != "linux" or "landlock" in without:
        return 0
    tops = [int(found[1]) - 1 for name in without if (found := _ABI.fullmatch(name))]
    return min([landlock.abi(), *tops])


def usable_processors() -> int:
    """How many processors this process may use."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
