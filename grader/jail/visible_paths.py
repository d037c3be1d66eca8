"""Paths of this machine that are visible in the jail: the interpreter, torch and what it needs.

This is an allow-list of single packages, so that neither the references in lessons/ nor the judge
can be read in the jail, however the project is installed.
"""

from __future__ import annotations

import csv
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
    "pylopdf-fonts-jp",
)  # fmt: skip
"""Distributions that learners may import if they are installed. Their requirements are added.

The last one is a font, with which figures show Japanese text.
"""

HERE = Path(__file__).resolve().parent
INSIDE = HERE / "inside"
PROBE = HERE.parent / "probe"
_PROJECT = HERE.parent.parent
SECRETS = (_PROJECT / "lessons", _PROJECT / "bot", HERE.parent / "judge", HERE / "jail.py")
_EXCLUDED_STDLIB = {"site-packages", "dist-packages", "__pycache__", "test", "idlelib"}
_DEVICE_FILES = ("/dev/urandom", "/dev/random", "/dev/zero")


@dataclass(frozen=True)
class VisiblePaths:
    """Paths of this machine that are readable in the jail, under the same names."""

    interpreter: str
    stdlib: tuple[str, ...]  # directories of the standard library
    package_directories: tuple[str, ...]  # directories that hold installed packages
    package_entries: tuple[str, ...]  # the visible entries of these directories
    system: tuple[str, ...]  # shared libraries, fonts, time zones
    project: tuple[str, ...]  # the directories inside/ and probe/

    @property
    def exact(self) -> tuple[str, ...]:
        """Every readable path, one by one."""
        standard = (
            str(entry)
            for directory in self.stdlib
            for entry in Path(directory).iterdir()
            if entry.name not in _EXCLUDED_STDLIB
        )
        return (*standard, *self.package_entries, *self.system, *self.project, *_DEVICE_FILES)

    @property
    def coarse(self) -> tuple[str, ...]:
        """Few directories that contain all of `exact` but `project`, which children do not read."""
        return (*self.stdlib, *self.package_directories, *self.system, *_DEVICE_FILES)

    @property
    def masked(self) -> tuple[str, ...]:
        """Directories below the standard library that appear empty in the jail."""
        return tuple(
            str(Path(directory) / name)
            for directory in self.stdlib
            for name in ("site-packages", "dist-packages")
            if (Path(directory) / name).is_dir()
        )


def find_visible_paths(probe: Path = PROBE) -> VisiblePaths:
    """Return the paths that are visible in the jail on this machine.

    Raise JailError if torch is missing, or if a path would make the references visible too.
    """
    entries = dict(_distribution_entries(DISTRIBUTIONS))
    if not any(Path(entry).name == "torch" for entry in entries):
        raise JailError("torch is not installed here: install Tensei with its grader extra.")
    stdlib = {os.path.realpath(sysconfig.get_path(name)) for name in ("stdlib", "platstdlib")}
    visible = VisiblePaths(
        interpreter=os.path.realpath(sys.executable),
        stdlib=tuple(sorted(stdlib)),
        package_directories=tuple(sorted(set(entries.values()))),
        package_entries=tuple(sorted(entries)),
        system=tuple(_system_paths()),
        project=(str(INSIDE), str(probe)),
    )
    _check_no_secret_is_visible(visible)
    return visible


def find_closed_directory(paths: tuple[str, ...]) -> str | None:
    """Return a parent directory of the paths that other users cannot enter, or None."""
    above = {parent for path in paths for parent in Path(path).parents}
    for directory in sorted(above):
        if not directory.stat().st_mode & stat.S_IXOTH:
            return str(directory)
    return None


def _check_no_secret_is_visible(visible: VisiblePaths) -> None:
    for path in visible.exact:
        for secret in SECRETS:
            if secret.is_relative_to(path):
                raise JailError(f"{path} cannot be shown to learner code: it contains {secret}.")


def _distribution_entries(names: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Yield (path, installation directory) for the distributions and all their requirements."""
    pending, known = list(names), set()
    while pending:
        name = re.sub(r"[-_.]+", "-", pending.pop()).lower()
        if name in known:
            continue
        known.add(name)
        try:
            dist = distribution(name)
        except PackageNotFoundError:
            continue
        pending += _requirements(dist)
        directory = Path(os.path.realpath(str(dist.locate_file(""))))
        for top in _top_level_names(dist):
            if top not in {"..", "__pycache__"} and (directory / top).exists():
                yield str(directory / top), str(directory)


def _top_level_names(dist: Distribution) -> set[str]:
    """Return the first part of the path of each of the distribution's files."""
    record = dist.read_text("RECORD")
    if record is None:
        return {file.parts[0] for file in dist.files or () if file.parts}
    # `dist.files` makes a path object of each of torch's 13,000 files, which takes 0.1 s.
    return {row[0].partition("/")[0] for row in csv.reader(record.splitlines()) if row}


def _requirements(dist: Distribution) -> list[str]:
    names = []
    for requirement in dist.requires or ():
        name = re.match(r"[A-Za-z0-9._-]+", requirement)
        if name and "extra ==" not in requirement and "extra==" not in requirement:
            names.append(name.group())
    return names


def _system_paths() -> Iterator[str]:
    multiarch = sysconfig.get_config_var("MULTIARCH") or f"{os.uname().machine}-linux-gnu"
    exact = [f"/usr/lib/{multiarch}", f"/lib/{multiarch}"]
    general = ["/usr/lib64", "/lib64"] if Path(exact[0]).is_dir() else ["/usr/lib", "/usr/lib64"]
    others = ["/usr/share/fonts", "/usr/share/zoneinfo", "/etc/ld.so.cache"]
    loaders = _loaders(Path("/lib"))
    libpythons = [str(lib) for lib in (Path(sys.base_prefix) / "lib").glob("libpython*.so*")]
    known = set()
    for path in (*exact, *general, *loaders, *others, *libpythons):
        # Programs name their loader by one fixed path, often a link, so that one is kept.
        real = path if path in loaders else os.path.realpath(path)
        if real not in known and Path(real).exists():
            known.add(real)
            yield real


def _loaders(lib: Path) -> list[str]:
    """Return the program loaders directly in /lib, where some processors (arm64) have them."""
    return sorted(str(path) for path in Path(os.path.realpath(lib)).glob("ld-linux-*.so.*"))
