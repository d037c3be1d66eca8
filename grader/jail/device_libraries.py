"""Which paths of a device's libraries are shown in the jail: exact directories, and no secrets."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from pathlib import Path

from .records import JailError
from .visible_paths import SECRETS

_LIBRARY = re.compile(r"\.so(\.[\w.]+)?$")
_CLOSED_TREES = ("/boot", "/dev", "/etc", "/proc", "/run/secrets", "/run/user", "/sys", "/var/run")
"""Nothing below these is shown for a library."""

_TOO_WIDE = ("/usr/local", "/usr/share", "/usr/src")
"""Not shown themselves; nor is a directory directly below / or /var, or one that holds a home."""


def library_paths(
    mapped: Iterable[str], search_path: Iterable[str], shown: Iterable[str]
) -> tuple[str, ...]:
    """Return the paths that have to be shown for a device's libraries, beside the `shown` ones.

    Of every mapped library that is the directory, since drivers load others from there later. Of a
    directory that holds a Python installation, only the mapped libraries and links to them are
    shown. Other mapped files are no part of a driver. `search_path` are the directories that
    libraries were found in.

    Raise JailError if a path would show more than a driver.
    """
    shown = tuple(shown)
    libraries = frozenset(filter(_LIBRARY.search, mapped))
    directories = {str(Path(each).parent) for each in libraries if not _is_below(each, shown)}
    directories |= {each for path in search_path for each in (path, os.path.realpath(path))}
    added = {path for each in directories for path in _paths_of(each, libraries)}
    exact = tuple(sorted(path for path in added if not _is_below(path, shown)))
    for path in exact:
        _check(path)
    return exact


def used_directories(search_path: str, mapped: Iterable[str]) -> tuple[str, ...]:
    """Return the directories of LD_LIBRARY_PATH from which a library was mapped."""
    libraries = frozenset(mapped)
    return tuple(each for each in search_path.split(":") if _is_used(each, libraries))


def _is_used(directory: str, libraries: frozenset[str]) -> bool:
    if not directory.startswith("/"):
        return False
    # The files of a directory may themselves be links, as on NixOS.
    files = _files(os.path.realpath(directory))
    return any(os.path.realpath(path) in libraries for path in files)


def _paths_of(directory: str, libraries: frozenset[str]) -> set[str]:
    """Return the directory; of one that holds a Python installation, its mapped libraries."""
    if not any(Path(directory).glob("python3*/")):
        return {directory}
    return {path for path in _files(directory) if os.path.realpath(path) in libraries}


def _files(directory: str) -> list[str]:
    try:
        return [entry.path for entry in os.scandir(directory)]
    except OSError:
        return []


def _is_below(path: str, parents: Iterable[str]) -> bool:
    return any(path == parent or path.startswith(f"{parent.rstrip('/')}/") for parent in parents)


def _check(path: str) -> None:
    """Raise JailError if the path is closed, or if it is a directory that holds other things."""
    parts = Path(path).parts
    is_wide = not Path(path).is_file() and (
        len(parts) < (4 if parts[1:2] == ("var",) else 3)
        or path in _TOO_WIDE
        or str(Path(path).parent) == "/home"
        or any(secret.is_relative_to(path) for secret in (*SECRETS, Path.home(), Path.cwd()))
    )
    if is_wide or _is_below(path, _CLOSED_TREES):
        raise JailError(
            f"the card's driver has a library in {path}, which cannot be shown to learner"
            " code. Move the library into a directory of its own."
        )
