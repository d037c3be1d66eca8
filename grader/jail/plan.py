"""Decides which sandbox layers this machine can have, and configures the fork server for them."""

from __future__ import annotations

import base64
import logging
import os
import re
import sys
from dataclasses import dataclass
from pathlib import Path

from . import bubblewrap
from .cgroups import CgroupPool, CgroupsUnavailableError, find_cgroup_pool
from .devices import CPU, Device
from .inside import landlock
from .inside.boot_config import BootConfig, Warmup
from .inside.syscalls import find_search_capability, permitted_capabilities
from .records import JailError, Limits
from .seccomp import PLACEHOLDER, FilterError, compile_filter
from .uids import Uids, reserve
from .visible_paths import PROBE, VisiblePaths, find_closed_directory, find_visible_paths

_log = logging.getLogger(__name__)
_MISSING_LAYER = (
    "The inner sandbox layers cannot be set up: {why}. Run `python -m grader doctor` to see what to"
    " do; for your own code only, `--unsafe-no-jail` does without."
)
_WITHOUT_LANDLOCK_ABI = re.compile(r"landlock-abi-([1-9])")


@dataclass(frozen=True)
class Plan:
    """The sandbox layers and limits of a jail, decided once when it opens."""

    visible_paths: VisiblePaths
    has_bubblewrap: bool
    landlock_abi: int  # 0: Landlock is not used
    seccomp_program: bytes  # empty: no filter
    slot_count: int  # most children at the same time
    limits: Limits
    probe: Path
    warmup: Warmup
    device: Device = CPU
    cgroups: CgroupPool | None = None  # None: cgroups cannot be made here
    uids: Uids | None = None  # reserved for children if the grader is root

    @property
    def outer_layers(self) -> tuple[str, ...]:
        """Names of the layers around the fork server. A child reports its own layers itself."""
        layers = {"bubblewrap": self.has_bubblewrap, "cgroup": self.cgroups is not None}
        return tuple(name for name, is_active in layers.items() if is_active)

    def make_sandbox(self, channel: int) -> bubblewrap.TemplateSandbox:
        """Create the directories of a fork server and return how to start it. Raise OSError."""
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

    def boot_config(self, sandbox: bubblewrap.TemplateSandbox) -> BootConfig:
        """Return the configuration of the fork server in that sandbox."""
        readable = (*self.visible_paths.exact, sandbox.template_directory, *self.device.readable)
        search, own_uids = None, self.uids is not None
        if (
            own_uids
            and not self.has_bubblewrap
            and find_closed_directory(self.visible_paths.coarse) is not None
        ):
            search = find_search_capability(permitted_capabilities())
        return BootConfig(
            packages=self.visible_paths.package_directories,
            probe=str(self.probe),
            template_directory=sandbox.template_directory,
            slots=sandbox.slots,
            landlock_abi=self.landlock_abi,
            readable=readable,
            coarse_readable=(*self.visible_paths.coarse, *self.device.readable),
            seccomp_program=base64.b64encode(self.seccomp_program).decode(),
            placeholder=PLACEHOLDER,
            search_capability=search,
            counts_own_tasks=own_uids or self.has_bubblewrap,
            warmup=self.warmup,
            device=self.device.name,
            device_nodes=self.device.nodes,
            device_groups=self.device.groups if own_uids else (),
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
    warmup: Warmup = Warmup.FULL,
    device: Device = CPU,
) -> Plan:
    """Find out which layers can be used and return the plan.

    Raise JailError if Landlock or seccomp is missing and `unsafe_no_jail` is not set, or if
    children with a uid of their own could not use the device's files.
    """
    if sys.platform != "linux" and not unsafe_no_jail:
        raise JailError(_MISSING_LAYER.format(why=f"it needs Linux, and this is {sys.platform}"))
    visible = find_visible_paths(probe)
    has_bubblewrap = _has_bubblewrap(visible, without)
    landlock_abi = _landlock_abi(without)
    seccomp_program, why = b"", "it is switched off"
    if "seccomp" not in without and sys.platform == "linux":
        try:
            seccomp_program = compile_filter(for_device=device.needs_opening)
        except FilterError as error:
            why = str(error)
    if not unsafe_no_jail:
        if not landlock_abi:
            raise JailError(_MISSING_LAYER.format(why="this kernel has no Landlock, or has it off"))
        if not seccomp_program:
            raise JailError(_MISSING_LAYER.format(why=f"seccomp: {why}"))
    cgroups = None if sys.platform != "linux" or "cgroup" in without else _find_cgroups()
    # The server of CUDA MPS serves one user at a time.
    has_own_uids = bubblewrap.can_assign_uids() and not device.shared
    if has_own_uids and device.closed_nodes:
        raise JailError(
            f"{', '.join(device.closed_nodes)} can be used by the owner alone, and children have"
            " uids of their own. Change the group or the mode, by a rule of udev."
        )
    uids = reserve(slot_count) if has_own_uids else None
    return Plan(
        visible,
        has_bubblewrap,
        landlock_abi,
        seccomp_program,
        slot_count,
        limits,
        probe,
        warmup,
        device,
        cgroups,
        uids,
    )


def _find_cgroups() -> CgroupPool | None:
    try:
        return find_cgroup_pool()
    except CgroupsUnavailableError as error:
        _log.info(
            "Kernel memory of tasks is not counted, because cgroups cannot be used: %s", error
        )
        return None


def _has_bubblewrap(visible: VisiblePaths, without: frozenset[str]) -> bool:
    if sys.platform != "linux" or "bubblewrap" in without:
        return False
    why = bubblewrap.why_unavailable(visible)
    if why is not None:
        _log.warning("The jail's outer sandbox layer, bubblewrap, is missing: %s", why)
    return why is None


def _landlock_abi(without: frozenset[str]) -> int:
    """Return the ABI to use. "landlock-abi-4" in `without` excludes the rights since ABI 4."""
    if sys.platform != "linux" or "landlock" in without:
        return 0
    newest = [
        int(found[1]) - 1 for name in without if (found := _WITHOUT_LANDLOCK_ABI.fullmatch(name))
    ]
    return min([landlock.abi(), *newest])


def usable_processors() -> int:
    """Return how many processors this process may use."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
