"""The outer sandbox layer: the command line of bubblewrap, and how the fork server is started."""

from __future__ import annotations

import functools
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from .devices import CPU, Device
from .inside import syscalls
from .inside.boot_config import Slot
from .inside.scratch import MOST_FILES, empty
from .records import Limits
from .uids import Uids
from .visible_paths import INSIDE, VisiblePaths

MIB = 1 << 20
_SCRATCH = "/scratch"
_PREFIX = "tensei-jail-"
_START_CODE = (
    "import importlib.util as u, sys;"
    "s = u.spec_from_file_location('inside', sys.argv[2] + '/__init__.py',"
    " submodule_search_locations=[sys.argv[2]]);"
    "m = u.module_from_spec(s); sys.modules['inside'] = m; s.loader.exec_module(m);"
    "import inside.template as t; t.main(int(sys.argv[1]))"
)
# One thread: see inside/warmup.py. Huge pages and few arenas: a fork copies page tables, so few and
# full ones make it quicker.
ENVIRONMENT = {
    "PATH": "/usr/bin",
    "LANG": "C.UTF-8",
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    # Without this, torch initializes the driver to look for it, and then no fork can use it.
    "PYTORCH_NVML_BASED_CUDA_CHECK": "1",
    "PYTHONMALLOC": "malloc",
    "GLIBC_TUNABLES": "glibc.malloc.hugetlb=1:glibc.malloc.arena_max=2",
}
_NO_CARD = {"CUDA_VISIBLE_DEVICES": ""}
"""Hides every card from children that have no device."""

_HUGE_PAGES = "/sys/kernel/mm/transparent_hugepage"
_UID_CAPABILITIES = {
    syscalls.CAP_CHOWN,
    syscalls.CAP_KILL,
    syscalls.CAP_SETGID,
    syscalls.CAP_SETUID,
}
_CAPABILITIES = ("CAP_SETUID", "CAP_SETGID", "CAP_KILL", "CAP_CHOWN")


@dataclass(frozen=True)
class TemplateSandbox:
    """The command that starts a fork server, and the directories of it and its children."""

    command: tuple[str, ...]
    template_directory: str
    slots: tuple[Slot, ...]
    directory: Path | None  # on a disk, removed in the end

    def is_disk_full(self, mib: int) -> bool:
        """Return whether the disk of the scratch directories lacks space for `mib` MiB in files."""
        if self.directory is None:
            return False
        about = os.statvfs(self.directory)
        files_left = (
            about.f_favail if about.f_files else MOST_FILES
        )  # some file systems do not count them
        return about.f_bavail * about.f_frsize < mib * MIB or files_left < MOST_FILES

    def remove(self) -> None:
        """Remove the scratch directories if they are on a disk. Raise OSError."""
        if self.directory is None:
            return
        for directory in self.directory.iterdir():
            if os.geteuid() == 0:
                os.chown(directory, 0, 0)
            empty(str(directory))
        shutil.rmtree(self.directory)


@functools.cache
def can_assign_uids() -> bool:
    """Return whether each child can have its own uid and its files can still be inspected.

    Root can do this, unless a container dropped the capabilities for it.
    """
    if sys.platform != "linux" or os.geteuid() != 0:
        return False
    permitted = syscalls.permitted_capabilities()
    return permitted >= _UID_CAPABILITIES and syscalls.find_search_capability(permitted) is not None


def template_command(interpreter: str, channel: int) -> tuple[str, ...]:
    """Return the command of the fork server; `channel` is the descriptor of its socket."""
    return (interpreter, "-s", "-S", "-P", "-B", "-c", _START_CODE, str(channel), str(INSIDE))


def bubblewrap_sandbox(
    visible: VisiblePaths,
    channel: int,
    slot_count: int,
    limits: Limits,
    *,
    uids: Uids | None = None,
    device: Device = CPU,
) -> TemplateSandbox:
    """Return a sandbox in bubblewrap. Each scratch directory is a tmpfs of limited size."""
    slots = tuple(
        Slot(f"{_SCRATCH}/{index}", own_mount=True, uid=uids.uid_for_slot(index) if uids else None)
        for index in range(slot_count)
    )
    template_directory = f"{_SCRATCH}/template"
    command = [*base_command(visible, device), "--perms", "0755", "--dir", _SCRATCH]
    for path, mib in (
        (template_directory, 16),
        *((slot.scratch, limits.scratch_mib) for slot in slots),
    ):
        command += ["--perms", "0700", "--size", str(mib * MIB), "--tmpfs", path]
    inner = template_command(visible.interpreter, channel)
    return TemplateSandbox((*command, "--", *inner), template_directory, slots, None)


def plain_sandbox(
    visible: VisiblePaths, channel: int, slot_count: int, uids: Uids | None = None
) -> TemplateSandbox:
    """Return a sandbox without bubblewrap, in a new temporary directory. Raise OSError."""
    _remove_stale_directories()
    directory = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-"))
    directory.chmod(0o711)
    names = ["template", *map(str, range(slot_count))]
    for name in names:
        (directory / name).mkdir(mode=0o700)
    slots = tuple(
        Slot(str(directory / name), own_mount=False, uid=uids.uid_for_slot(index) if uids else None)
        for index, name in enumerate(names[1:])
    )
    command = template_command(visible.interpreter, channel)
    return TemplateSandbox(command, str(directory / "template"), slots, directory)


def _remove_stale_directories() -> None:
    """Remove the directories of graders that were killed."""
    for directory in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        owner = directory.name.removeprefix(_PREFIX).split("-")[0]
        try:
            is_ours = directory.lstat().st_uid == os.geteuid()
            if is_ours and not directory.is_symlink() and not Path(f"/proc/{owner}").exists():
                TemplateSandbox((), "", (), directory).remove()
        except OSError:
            continue  # another grader is removing it


def environment(device: Device) -> dict[str, str]:
    """Return the complete environment of the fork server.

    A device's own variables select the card; without them, the driver shows every card.
    """
    own = dict(device.environment) if device.needs_opening else _NO_CARD
    return ENVIRONMENT | own


def base_command(visible: VisiblePaths, device: Device = CPU) -> list[str]:
    """Return the bwrap command, without scratch directories: read-only, no network, own pids."""
    command = [
        "bwrap", "--unshare-pid", "--unshare-net", "--unshare-uts", "--unshare-cgroup-try",
        "--die-with-parent", "--new-session", "--hostname", "jail",
        "--clearenv", "--cap-drop", "ALL",
    ]  # fmt: skip
    if not device.shared:  # the server of CUDA MPS shares memory with its clients
        command += ["--unshare-ipc"]
    if os.geteuid() == 0:
        # Root needs no user namespace, and without one an interpreter under /root can be visible.
        for capability in _CAPABILITIES:
            command += ["--cap-add", capability]
    else:
        command += ["--unshare-user"]
    for name, value in environment(device).items():
        command += ["--setenv", name, value]
    # /proc is mounted. Of /sys a driver may need any part to be there; Landlock decides what of it
    # children can read.
    readable = [path for path in device.readable if not path.startswith(("/proc/", "/sys/"))]
    if device.needs_opening:
        readable.append("/sys")
    command += _parent_directory_options(readable)
    command += _bind_options(visible)
    for path in readable:
        command += ["--ro-bind", path, path]
    # Parts of a card are in a directory of their own, which other users may not enter by default.
    command += _parent_directory_options(n for n in device.nodes if Path(n).parent != Path("/dev"))
    for node in device.nodes:
        command += ["--dev-bind", node, node]
    command += _parent_directory_options(p for p in device.shared if not p.startswith("/dev/"))
    for path in device.shared:
        command += ["--bind", path, path]
    return command


def _bind_options(visible: VisiblePaths) -> Iterator[str]:
    binds = [*visible.stdlib, *visible.system, visible.interpreter]
    everything = (*binds, *visible.package_entries, *visible.project)
    yield from _parent_directory_options(everything)
    for path in binds:
        yield from ("--ro-bind", path, path)
    for path in visible.masked:
        yield from ("--perms", "0755", "--tmpfs", path)
    for path in (*visible.package_entries, *visible.project):
        yield from ("--ro-bind", path, path)
    for path in visible.masked:
        yield from ("--remount-ro", path)
    for link in ("/lib", "/lib64"):
        if Path(link).is_symlink():
            yield from ("--symlink", str(Path(link).readlink()), link)
    yield from ("--proc", "/proc", "--dev", "/dev")
    if Path(_HUGE_PAGES).is_dir():
        yield from (
            "--ro-bind",
            _HUGE_PAGES,
            _HUGE_PAGES,
        )  # glibc reads it before it uses huge pages


def _parent_directory_options(paths: Iterable[str]) -> Iterator[str]:
    """Yield options that create parent directories which every user may enter."""
    for directory in sorted({str(parent) for path in paths for parent in Path(path).parents}):
        yield from ("--perms", "0755", "--dir", directory)


def why_unavailable(visible: VisiblePaths) -> str | None:
    """Return why bubblewrap cannot be used, or None. Runs it with the real options."""
    if shutil.which("bwrap") is None:
        return "bwrap is not installed"
    command = [*base_command(visible), "--", visible.interpreter, "-s", "-S", "-c", "pass"]
    try:
        tried = subprocess.run(command, capture_output=True, timeout=20, check=False)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired) as error:
        return str(error)
    if tried.returncode == 0:
        return None
    return tried.stderr.decode(errors="replace").strip()[-300:] or "bwrap failed without a message"
