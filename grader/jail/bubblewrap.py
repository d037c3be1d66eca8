"""The outer wall: bubblewrap's view of the machine, and how the template is started in it."""

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
_START = (
    "import importlib.util as u, sys;"
    "s = u.spec_from_file_location('inside', sys.argv[2] + '/__init__.py',"
    " submodule_search_locations=[sys.argv[2]]);"
    "m = u.module_from_spec(s); sys.modules['inside'] = m; s.loader.exec_module(m);"
    "import inside.template as t; t.main(int(sys.argv[1]))"
)
# One thread: see inside/warm.py. Huge pages and few arenas: a fork copies page tables, and the
# fewer and the fuller they are, the sooner it is done.
ENVIRONMENT = {
    "PATH": "/usr/bin",
    "LANG": "C.UTF-8",
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "CUDA_VISIBLE_DEVICES": "",
    # Else torch asks the driver itself whether it is there, after which no fork can use it.
    "PYTORCH_NVML_BASED_CUDA_CHECK": "1",
    "PYTHONMALLOC": "malloc",
    "GLIBC_TUNABLES": "glibc.malloc.hugetlb=1:glibc.malloc.arena_max=2",
}
_HUGE_PAGES = "/sys/kernel/mm/transparent_hugepage"
_TO_GIVE_UIDS = {syscalls.CAP_CHOWN, syscalls.CAP_KILL, syscalls.CAP_SETGID, syscalls.CAP_SETUID}
_CAPABILITIES = ("CAP_SETUID", "CAP_SETGID", "CAP_KILL", "CAP_CHOWN")


@dataclass(frozen=True)
class TemplateSandbox:
    """Where a template lives: how to start it, and its children's places."""

    command: tuple[str, ...]
    template_directory: str
    slots: tuple[Slot, ...]
    directory: Path | None  # to be taken away in the end

    def is_disk_full(self, mib: int) -> bool:
        """Whether the disk beneath the scratch directories has no room for `mib` MiB in files."""
        if self.directory is None:
            return False
        about = os.statvfs(self.directory)
        files_left = about.f_favail if about.f_files else MOST_FILES  # some disks do not count them
        return about.f_bavail * about.f_frsize < mib * MIB or files_left < MOST_FILES

    def remove(self) -> None:
        """Takes the scratch directories away, where they lie on a disk. Raises OSError."""
        if self.directory is None:
            return
        for directory in self.directory.iterdir():
            if os.geteuid() == 0:
                os.chown(directory, 0, 0)
            empty(str(directory))
        shutil.rmtree(self.directory)


@functools.cache
def can_assign_uids() -> bool:
    """Whether children can get a uid each, and be looked after then: root can, unless a container
    took the capabilities for it away."""
    if sys.platform != "linux" or os.geteuid() != 0:
        return False
    permitted = syscalls.permitted_capabilities()
    return permitted >= _TO_GIVE_UIDS and syscalls.find_search_capability(permitted) is not None


def template_command(interpreter: str, channel: int) -> tuple[str, ...]:
    """Starts the template; `channel` is the number of its socket."""
    return (interpreter, "-s", "-S", "-P", "-B", "-c", _START, str(channel), str(INSIDE))


def bubblewrap_sandbox(
    shown: VisiblePaths,
    channel: int,
    places: int,
    limits: Limits,
    *,
    uids: Uids | None = None,
    device: Device = CPU,
) -> TemplateSandbox:
    """A house within bubblewrap: each place a tmpfs with a size, and nothing on any disk."""
    slots = tuple(
        Slot(f"{_SCRATCH}/{place}", own_mount=True, uid=uids.uid_for_slot(place) if uids else None)
        for place in range(places)
    )
    private = f"{_SCRATCH}/template"
    command = [*base_command(shown, device), "--perms", "0755", "--dir", _SCRATCH]
    for path, mib in ((private, 16), *((slot.scratch, limits.scratch_mib) for slot in slots)):
        command += ["--perms", "0700", "--size", str(mib * MIB), "--tmpfs", path]
    inner = template_command(shown.interpreter, channel)
    return TemplateSandbox((*command, "--", *inner), private, slots, None)


def plain_sandbox(shown: VisiblePaths, channel: int, places: int, uids: Uids | None = None) -> TemplateSandbox:
    """A house in a temporary directory, where bubblewrap cannot stand. Raises OSError."""
    _clear_away_the_dead()
    directory = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-"))
    directory.chmod(0o711)
    names = ["template", *map(str, range(places))]
    for name in names:
        (directory / name).mkdir(mode=0o700)
    slots = tuple(
        Slot(str(directory / name), own_mount=False, uid=uids.uid_for_slot(place) if uids else None)
        for place, name in enumerate(names[1:])
    )
    command = template_command(shown.interpreter, channel)
    return TemplateSandbox(command, str(directory / "template"), slots, directory)


def _clear_away_the_dead() -> None:
    """Directories of graders that were killed before they could clear up themselves."""
    for directory in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        owner = directory.name.removeprefix(_PREFIX).split("-")[0]
        try:
            ours = directory.lstat().st_uid == os.geteuid()
            if ours and not directory.is_symlink() and not Path(f"/proc/{owner}").exists():
                TemplateSandbox((), "", (), directory).remove()
        except OSError:
            continue  # another grader is at it


def environment(device: Device) -> dict[str, str]:
    """All that the template finds in its environment."""
    return ENVIRONMENT | dict(device.environment)


def base_command(shown: VisiblePaths, device: Device = CPU) -> list[str]:
    """The command line up to the scratch directories: a read-only view, no network, own pids."""
    command = [
        "bwrap", "--unshare-pid", "--unshare-net", "--unshare-ipc", "--unshare-uts",
        "--unshare-cgroup-try", "--die-with-parent", "--new-session", "--hostname", "jail",
        "--clearenv", "--cap-drop", "ALL",
    ]  # fmt: skip
    if os.geteuid() == 0:
        # As root no user namespace is needed, and an interpreter under /root can be shown.
        for capability in _CAPABILITIES:
            command += ["--cap-add", capability]
    else:
        command += ["--unshare-user"]
    for name, value in environment(device).items():
        command += ["--setenv", name, value]
    readable = [path for path in device.readable if not path.startswith("/proc/")]  # that is whole
    command += _passable(readable)
    command += _view(shown)
    for path in readable:
        command += ["--ro-bind", path, path]
    for node in device.nodes:
        command += ["--dev-bind", node, node]
    return command


def _view(shown: VisiblePaths) -> Iterator[str]:
    binds = [*shown.stdlib, *shown.system, shown.interpreter]
    everything = (*binds, *shown.package_entries, *shown.project)
    yield from _passable(everything)
    for path in binds:
        yield from ("--ro-bind", path, path)
    for path in shown.masked:
        yield from ("--perms", "0755", "--tmpfs", path)
    for path in (*shown.package_entries, *shown.project):
        yield from ("--ro-bind", path, path)
    for path in shown.masked:
        yield from ("--remount-ro", path)
    for link in ("/lib", "/lib64"):
        if Path(link).is_symlink():
            yield from ("--symlink", str(Path(link).readlink()), link)
    yield from ("--proc", "/proc", "--dev", "/dev")
    if Path(_HUGE_PAGES).is_dir():
        yield from ("--ro-bind", _HUGE_PAGES, _HUGE_PAGES)  # glibc looks there before it uses any


def _passable(paths: Iterable[str]) -> Iterator[str]:
    """Directories above the paths: bubblewrap's own only their owner may pass."""
    for directory in sorted({str(parent) for path in paths for parent in Path(path).parents}):
        yield from ("--perms", "0755", "--dir", directory)


def why_unavailable(shown: VisiblePaths) -> str | None:
    """None if bubblewrap stands here: tried with the real view, not guessed."""
    if shutil.which("bwrap") is None:
        return "bwrap is not installed"
    command = [*base_command(shown), "--", shown.interpreter, "-s", "-S", "-c", "pass"]
    try:
        tried = subprocess.run(command, capture_output=True, timeout=20, check=False)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired) as error:
        return str(error)
    if tried.returncode == 0:
        return None
    return tried.stderr.decode(errors="replace").strip()[-300:] or "bwrap failed without a word"
