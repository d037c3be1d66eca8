"""How the template gets ready, before its first child: warm, and within its own walls."""

from __future__ import annotations

import contextlib
import importlib
import importlib.util
import os
import pwd
import signal
import sys
from pathlib import Path
from typing import cast

from . import landlock, lockdown, syscalls
from .boot_config import BootConfig
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
    """Loads all that children will need, and the probe."""
    if not boot.warm:
        importlib.util.find_spec("torch")  # lists directories that are closed from now on
        return _load_probe(boot.probe)
    from .warmup import warm

    # Every fork writes to what libc keeps for this. Looked up now, it lies beside what is written
    # to anyway, and not in the midst of what torch will load.
    with contextlib.suppress(KeyError):
        pwd.getpwuid(os.getuid())
    warm()
    probe = _load_probe(boot.probe)
    getattr(probe, "warm", lambda: None)()
    return probe


def drop_privileges(boot: BootConfig) -> None:
    """Gives up all that neither the template nor its children need. Raises OSError."""
    for slot in boot.slots:
        if slot.uid is not None:
            Path(slot.scratch).chmod(0o700)
            os.chown(slot.scratch, slot.uid, slot.uid)
    if sys.platform != "linux":
        return
    syscalls.prctl(syscalls.PR_SET_PDEATHSIG, signal.SIGKILL)
    syscalls.empty_bounding_set()
    syscalls.prctl(syscalls.PR_SET_NO_NEW_PRIVS, 1)
    lockdown.set_common_limits()
    if os.geteuid() == 0:
        permitted = syscalls.permitted_capabilities()
        # Without CAP_KILL, its own death could not be signalled to children of another uid.
        kept = {syscalls.CAP_KILL, syscalls.CAP_SETUID, syscalls.CAP_SETGID}
        if not all(slot.own_mount for slot in boot.slots):
            # Only this way can it count what children of another uid have written to a disk.
            kept |= {syscalls.find_search_capability(permitted) or syscalls.CAP_DAC_READ_SEARCH}
        syscalls.keep_only_capabilities(*sorted(kept & permitted))
    if boot.landlock_abi:
        allowed = [(path, landlock.READ) for path in (*boot.readable, "/proc")]
        allowed += [(slot.scratch, landlock.SCRATCH) for slot in boot.slots]
        # Writing under /proc is for oom_score_adj alone, and the children's own wall ends it.
        allowed += [("/proc", landlock.READ | landlock.WRITE_FILE | landlock.TRUNCATE)]
        allowed += [(os.devnull, landlock.READ_FILE | landlock.WRITE_FILE)]
        allowed += [(node, landlock.DEVICE) for node in boot.device_nodes]
        landlock.restrict(landlock.ruleset(boot.landlock_abi, allowed, outward=False))
