"""What the jail shows of this machine: the interpreter, torch and its company, and no more.

An allow-list of single packages, so that neither the references in lessons/ nor the judge can be
read from inside, however the project is installed.
"""

from __future__ import annotations

import os
import re
import stat
import sys
import sysconfig
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from .records import JailError

DISTRIBUTIONS = (
    "torch", "numpy", "safetensors", "matplotlib", "torchvision", "tqdm", "pandas", "scikit-learn",
)  # fmt: skip
"""What learners may import, where it is installed, along with what it needs in turn."""

HERE = Path(__file__).resolve().parent
INSIDE = HERE / "inside"
PROBE = HERE.parent / "probe"
_PROJECT = HERE.parent.parent
SECRETS = (_PROJECT / "lessons", _PROJECT / "bot", HERE.parent / "judge", HERE / "jail.py")
_NOT_STANDARD = {"site-packages", "dist-packages", "__pycache__", "test", "idlelib"}
_DEVICES = ("/dev/urandom", "/dev/random", "/dev/zero")


@dataclass(frozen=True)
class VisiblePaths:
    """Paths that exist on this machine, the same inside as outside."""

    interpreter: str
    stdlib: tuple[str, ...]  # directories of the standard library
    package_directories: tuple[str, ...]  # directories that hold installed packages
    package_entries: tuple[str, ...]  # the single entries of those that are shown
    system: tuple[str, ...]  # shared libraries, fonts, time zones
    project: tuple[str, ...]  # inside/ and the probe

    @property
    def exact(self) -> tuple[str, ...]:
        """Everything that may be read, path by path."""
        standard = (
            str(entry)
            for directory in self.stdlib
            for entry in Path(directory).iterdir()
            if entry.name not in _NOT_STANDARD
        )
        return (*standard, *self.package_entries, *self.system, *self.project, *_DEVICES)

    @property
    def coarse(self) -> tuple[str, ...]:
        """Few paths that hold all of `exact` but our own code, which nobody needs to read."""
        return (*self.stdlib, *self.package_directories, *self.system, *_DEVICES)

    @property
    def masked(self) -> tuple[str, ...]:
        """Directories beneath the standard library that are to look empty."""
        return tuple(
            str(Path(directory) / name)
            for directory in self.stdlib
            for name in ("site-packages", "dist-packages")
            if (Path(directory) / name).is_dir()
        )


def find_visible_paths(probe: Path = PROBE) -> VisiblePaths:
    """What there is to show here. Raises JailError when torch is missing, or when one of the
    paths would show the references too."""
    found = dict(_entries(DISTRIBUTIONS))
    if not any(Path(entry).name == "torch" for entry in found):
        raise JailError("torch is not installed here: install Tensei with its grader extra.")
    standard = {os.path.realpath(sysconfig.get_path(name)) for name in ("stdlib", "platstdlib")}
    result = VisiblePaths(
        interpreter=os.path.realpath(sys.executable),
        stdlib=tuple(sorted(standard)),
        package_directories=tuple(sorted(set(found.values()))),
        package_entries=tuple(sorted(found)),
        system=tuple(_system()),
        project=(str(INSIDE), str(probe)),
    )
    _keep_secrets(result)
    return result


def find_closed_directory(paths: tuple[str, ...]) -> str | None:
    """A directory above one of the paths that another uid may not pass, if there is one."""
    above = {parent for path in paths for parent in Path(path).parents}
    for directory in sorted(above):
        if not directory.stat().st_mode & stat.S_IXOTH:
            return str(directory)
    return None


def _keep_secrets(result: VisiblePaths) -> None:
    for path in result.exact:
        for secret in SECRETS:
            if secret.is_relative_to(path):
                raise JailError(f"{path} cannot be shown to learner code, for {secret} lies in it.")


def _entries(names: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """(path, directory it is installed in) for the distributions and all that they need."""
    waiting, known = list(names), set()
    while waiting:
        name = re.sub(r"[-_.]+", "-", waiting.pop()).lower()
        if name in known:
            continue
        known.add(name)
        try:
            found = distribution(name)
        except PackageNotFoundError:
            continue
        waiting += _needs(found)
        directory = Path(os.path.realpath(str(found.locate_file(""))))
        for top in {file.parts[0] for file in found.files or () if file.parts}:
            if top not in {"..", "__pycache__"} and (directory / top).exists():
                yield str(directory / top), str(directory)


def _needs(found: Distribution) -> list[str]:
    needs = []
    for requirement in found.requires or ():
        name = re.match(r"[A-Za-z0-9._-]+", requirement)
        if name and "extra ==" not in requirement and "extra==" not in requirement:
            needs.append(name.group())
    return needs


def _system() -> Iterator[str]:
    multiarch = sysconfig.get_config_var("MULTIARCH") or f"{os.uname().machine}-linux-gnu"
    exact = [f"/usr/lib/{multiarch}", f"/lib/{multiarch}"]
    general = ["/usr/lib64", "/lib64"] if Path(exact[0]).is_dir() else ["/usr/lib", "/usr/lib64"]
    others = ["/usr/share/fonts", "/usr/share/zoneinfo", "/etc/ld.so.cache"]
    loaders = _loaders(Path("/lib"))
    own = [str(lib) for lib in (Path(sys.base_prefix) / "lib").glob("libpython*.so*")]
    seen = set()
    for path in (*exact, *general, *loaders, *others, *own):
        # A loader is looked for by the one name that programs have in them, often a link's.
        real = path if path in loaders else os.path.realpath(path)
        if real not in seen and Path(real).exists():
            seen.add(real)
            yield real


def _loaders(lib: Path) -> list[str]:
    """What starts programs on processors whose loader lies in /lib itself, as on arm64."""
    return sorted(str(path) for path in Path(os.path.realpath(lib)).glob("ld-linux-*.so.*"))
