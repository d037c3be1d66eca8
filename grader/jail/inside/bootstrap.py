"""Prepares the fork server before its first fork: imports, warm-up and its own sandbox."""

from __future__ import annotations

import importlib
import importlib.util
import os
import signal
import sys
from pathlib import Path
from typing import cast

from . import landlock, lockdown, syscalls
from .boot_config import BootConfig, Warmup
from .child_main import Probe


def _load_probe(directory: str) -> Probe:
    spec = importlib.util.spec_from_file_location(
        "probe", f"{directory}/__init__.py", submodule_search_locations=[directory]
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["probe"] = module
    spec.loader.exec_module(module)
    return cast(Probe, module)


def warm_up(boot: BootConfig) -> Probe:
    """Import what the plan says that children need, and return the probe."""
    if boot.warmup is Warmup.NONE:
        importlib.util.find_spec("torch")  # caches directory listings that Landlock will hide
        return _load_probe(boot.probe)
    from .warmup import load_torch, plot_once, use_torch_once

    load_torch()
    use_torch_once(gradients=not boot.opens_device)
    if boot.warmup is Warmup.TORCH:
        return _load_probe(boot.probe)
    plot_once()
    probe = _load_probe(boot.probe)
    if hasattr(probe, "warm"):
        probe.warm(gradients=not boot.opens_device)
    return probe


def drop_privileges(boot: BootConfig) -> None:
    """Drop every right that neither the fork server nor its children need. Raise OSError."""
    for slot in boot.slots:
        if slot.uid is not None:
            Path(slot.scratch).chmod(0o700)
            os.chown(slot.scratch, slot.uid, slot.uid)
    if sys.platform != "linux":
        return
    syscalls.prctl(syscalls.PR_SET_PDEATHSIG, signal.SIGKILL)
    syscalls.empty_bounding_set()
    syscalls.prctl(syscalls.PR_SET_NO_NEW_PRIVS, 1)
    lockdown.set_common_limits(opens_device=boot.opens_device)
    if os.geteuid() == 0:
        permitted = syscalls.permitted_capabilities()
        # CAP_KILL is needed for the parent-death signal to children of another uid.
        kept_capabilities = {syscalls.CAP_KILL, syscalls.CAP_SETUID, syscalls.CAP_SETGID}
        if not all(slot.own_mount for slot in boot.slots):
            # Needed to count what children of another uid have written to a disk.
            kept_capabilities |= {
                syscalls.find_search_capability(permitted) or syscalls.CAP_DAC_READ_SEARCH
            }
        syscalls.keep_only_capabilities(*sorted(kept_capabilities & permitted))
    if boot.landlock_abi:
        allowed = [(path, landlock.READ) for path in (*boot.readable, "/proc")]
        allowed += [(slot.scratch, landlock.SCRATCH) for slot in boot.slots]
        # Writing below /proc is needed for oom_score_adj. The children's own Landlock denies it.
        allowed += [("/proc", landlock.READ | landlock.WRITE_FILE | landlock.TRUNCATE)]
        allowed += [(os.devnull, landlock.READ_FILE | landlock.WRITE_FILE)]
        if boot.opens_device:
            # Drivers read more of it when they start. The children's own Landlock allows less.
            allowed += [("/sys", landlock.READ)]
        allowed += [(node, landlock.DEVICE) for node in boot.device_nodes]
        landlock.restrict(landlock.ruleset(boot.landlock_abi, allowed, outward=False))
