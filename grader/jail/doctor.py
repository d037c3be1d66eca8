"""Finds out which sandbox layers work on this machine, by applying and testing each of them."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass

from . import bubblewrap, cgroups, uids
from .inside import landlock
from .records import JailError
from .seccomp import FilterError, compile_filter
from .visible_paths import VisiblePaths, find_closed_directory, find_visible_paths


@dataclass(frozen=True)
class SandboxLayer:
    """A sandbox layer: `why` says what it does, or why it is missing.

    `raise_it` says what the operator can do about it; it is empty if nothing needs to be done.
    """

    name: str
    standing: bool
    why: str
    raise_it: str = ""


_REMEDIES = {
    "bubblewrap": "Install bubblewrap (apt-get install bubblewrap) and allow unprivileged user"
    " namespaces, or run the grader as root outside a container. In a default container it cannot"
    " be used; the inner layers then hold alone. Do not run the container privileged for it.",
    "cgroup": "Give the grader a cgroup (v2) of its own with the controllers memory, pids and cpu:"
    " in a systemd unit (systemd 254 or newer), Delegate=memory pids cpu and"
    " DelegateSubgroup=grader; in a container, a writable /sys/fs/cgroup"
    " (docker-compose.cgroups.yml). Run the doctor as the grader is run: in that unit, or in that"
    " container.",
    "landlock": "Use Linux 5.13 or newer with Landlock among its security modules"
    " (boot with lsm=landlock,… added to those in /sys/kernel/security/lsm). gVisor has none: start"
    " the grader's container with another runtime, such as runc.",
    "seccomp": "Install libseccomp (apt-get install libseccomp2) and pyseccomp"
    " (pip install 'tensei[grader]').",
    "no-new-privs": "Use Linux 3.5 or newer.",
    "own-uid": "Run the grader as root, in a container or not, with the capabilities that"
    " Docker and Podman give by default (of these it takes CHOWN, SETUID, SETGID, KILL, and"
    " DAC_OVERRIDE or better DAC_READ_SEARCH); it gives every child a uid of its own and none of"
    " root's rights.",
    "no-capabilities": "Install Python and Tensei where every user may read them, such as"
    " /opt, rather than in a closed home directory.",
    "platform": "Run the grader on Linux. For your own code only: --unsafe-no-jail.",
}
_ORDER = ("bubblewrap", "rlimits", "own-uid", "no-new-privs", "no-capabilities", "landlock")


def survey_layers() -> tuple[SandboxLayer, ...]:
    """Return every sandbox layer of the jail, from the outermost to the innermost.

    Takes about a second. A missing layer raises no exception.
    """
    if sys.platform != "linux":
        why = f"the sandbox layers need Linux, and this is {sys.platform}"
        return tuple(_missing(name, why, "platform") for name in (*_ORDER, "seccomp"))
    try:
        visible: VisiblePaths | None = find_visible_paths()
    except JailError as error:
        visible, problem = None, str(error)
    no_bubblewrap = bubblewrap.why_unavailable(visible) if visible else problem
    closed = find_closed_directory(visible.coarse) if visible else None
    selftest = _run_selftest()
    return (
        _layer("bubblewrap", no_bubblewrap, "a read-only view, no network, own processes"),
        _cgroup(),
        _layer("rlimits", None, "memory, processor time, files, threads"),
        _layer("own-uid", _why_no_own_uid(), "a uid for each child"),
        _layer("no-new-privs", selftest["no-new-privs"], "no program can give rights back"),
        _layer(
            "no-capabilities",
            _why_capability_kept(no_bubblewrap, closed),
            "none is left to a child",
        ),
        _layer("landlock", selftest["landlock"], f"ABI {landlock.abi()}"),
        _layer("seccomp", selftest["seccomp"], "an allow-list of system calls"),
    )


def _layer(name: str, why_missing: str | None, description: str) -> SandboxLayer:
    if why_missing is not None:
        return _missing(name, why_missing, name)
    return SandboxLayer(name, True, description)


def _missing(name: str, why: str, remedy: str) -> SandboxLayer:
    return SandboxLayer(name, False, why, _REMEDIES.get(remedy, ""))


def _cgroup() -> SandboxLayer:
    try:
        found = cgroups.find_cgroup_pool().controllers
    except cgroups.CgroupsUnavailableError as problem:
        why = f"kernel memory of a task is not counted: {problem}"
        return _missing("cgroup", why, "cgroup")
    description = f"one for each child, with {', '.join(found)}"
    lacking = [name for name in cgroups.CONTROLLERS if name not in found]
    if not lacking:
        return SandboxLayer("cgroup", True, description)
    return SandboxLayer(
        "cgroup", True, f"{description}; without {', '.join(lacking)}", _REMEDIES["cgroup"]
    )


def _why_no_own_uid() -> str | None:
    if not bubblewrap.can_assign_uids():
        return "only root can give a process another uid, and not without its capabilities"
    try:
        subprocess.run(
            ["/bin/true"], user=uids.FIRST_UID, group=uids.FIRST_UID, extra_groups=[], check=True
        )
    except (OSError, subprocess.SubprocessError) as error:
        return f"a process could not be given another uid: {error}"
    return None


def _why_capability_kept(no_bubblewrap: str | None, closed: str | None) -> str | None:
    if no_bubblewrap is None or not bubblewrap.can_assign_uids() or closed is None:
        return None
    return f"children keep one, to reach Python: {closed} is closed to others"


def _run_selftest() -> dict[str, str | None]:
    problem = ""
    try:
        program = compile_filter()
    except FilterError as error:
        program, problem = b"", str(error)
    with tempfile.NamedTemporaryFile() as file:
        command = [sys.executable, "-m", "grader.jail.inside.layer_selftest", file.name]
        done = subprocess.run(  # noqa: S603
            command, input=program, capture_output=True, timeout=60, check=False
        )
    try:
        found: dict[str, str | None] = json.loads(done.stdout)
    except ValueError:
        why = done.stderr.decode(errors="replace")[-300:] or f"exit status {done.returncode}"
        return dict.fromkeys(
            ("no-new-privs", "landlock", "seccomp"), f"it could not be tried: {why}"
        )
    return {**found, "seccomp": problem} if problem else found
