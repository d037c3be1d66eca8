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
from .cgroups import CgroupsUnavailableError, Groups, find
from .devices import CPU, Device
from .inside import landlock
from .inside.boot_config import Boot
from .inside.syscalls import capability_to_search, permitted_capabilities
from .records import JailError, Limits
from .seccomp import PLACEHOLDER, FilterError, compile_filter
from .uids import Uids, reserve
from .visible_paths import PROBE, Shown, closed_to_others, shown

_log = logging.getLogger(__name__)
_NEEDED = (
    "The inner wall cannot stand: {why}. Run `python -m grader doctor` to see what to do; for your"
    " own code only, `--unsafe-no-jail` does without."
)
_ABI = re.compile(r"landlock-abi-([1-9])")


@dataclass(frozen=True)
class Plan:
    """Decided once, when the jail opens."""

    shown: Shown
    fenced: bool
    landlock: int  # ABI
    filter: bytes
    places: int  # children at the same time
    limits: Limits
    probe: Path
    warm: bool
    device: Device = CPU
    groups: Groups | None = None  # where cgroups for children can be made
    uids: Uids | None = None  # reserved for children, where the grader is root

    @property
    def walls(self) -> tuple[str, ...]:
        """The walls outside the child; its own it names itself, once they stand."""
        standing = {"bubblewrap": self.fenced, "cgroup": self.groups is not None}
        return tuple(wall for wall, stands in standing.items() if stands)

    def house(self, channel: int) -> bubblewrap.TemplateSandbox:
        """A new house for a template."""
        if self.fenced:
            return bubblewrap.fenced(
                self.shown,
                channel,
                self.places,
                self.limits,
                uids=self.uids,
                device=self.device,
            )
        return bubblewrap.unfenced(self.shown, channel, self.places, self.uids)

    def boot(self, house: bubblewrap.TemplateSandbox) -> Boot:
        """What the template in that house is told."""
        readable = (*self.shown.exactly, house.private, *self.device.readable)
        search, own_uids = None, self.uids is not None
        if own_uids and not self.fenced and closed_to_others(self.shown.coarse) is not None:
            search = capability_to_search(permitted_capabilities())
        return Boot(
            packages=self.shown.packages,
            probe=str(self.probe),
            private=house.private,
            slots=house.slots,
            landlock=self.landlock,
            readable=readable,
            roughly_readable=(*self.shown.coarse, *self.device.readable),
            filter=base64.b64encode(self.filter).decode(),
            placeholder=PLACEHOLDER,
            search=search,
            tasks_counted_apart=own_uids or self.fenced,
            warm=self.warm,
            device=self.device.name,
            device_nodes=self.device.nodes,
            grouped=self.groups is not None,
        )

    def release(self) -> None:
        """Free what is reserved for this grader on the whole machine."""
        if self.uids is not None:
            self.uids.release()


def decide(
    *,
    places: int,
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
    visible = shown(probe)
    fenced = _fence(visible, without)
    level = _landlock(without)
    program, why = b"", "it is switched off"
    if "seccomp" not in without and sys.platform == "linux":
        try:
            program = compile_filter(for_device=device.opened_ahead)
        except FilterError as error:
            why = str(error)
    if not unsafe_no_jail:
        if not level:
            raise JailError(_NEEDED.format(why="this kernel has no Landlock, or has it off"))
        if not program:
            raise JailError(_NEEDED.format(why=f"seccomp: {why}"))
    groups = None if sys.platform != "linux" or "cgroup" in without else _groups()
    uids = reserve(places) if bubblewrap.own_uids() else None
    return Plan(visible, fenced, level, program, places, limits, probe, warm, device, groups, uids)


def _groups() -> Groups | None:
    try:
        return find()
    except CgroupsUnavailableError as error:
        _log.info("Kernel memory that tasks take is not counted, for want of cgroups: %s", error)
        return None


def _fence(visible: Shown, without: frozenset[str]) -> bool:
    if sys.platform != "linux" or "bubblewrap" in without:
        return False
    why = bubblewrap.why_not_fenced(visible)
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
