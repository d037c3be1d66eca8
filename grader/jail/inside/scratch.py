"""Measures and empties the scratch directories of children."""

from __future__ import annotations

import os
import secrets
import stat
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path

MOST_FILES = 2000
"""How many files and directories a scratch directory may hold."""


def usage(path: str, *, own_mount: bool) -> tuple[int, int]:
    """Return the bytes and files in use.

    A mount of its own reports both directly, including deleted files that are still open. A plain
    directory is walked, up to a little over MOST_FILES entries. If a directory in it cannot be
    listed, the result is over that limit.
    """
    if own_mount:
        stats = os.statvfs(path)
        return (stats.f_blocks - stats.f_bfree) * stats.f_frsize, stats.f_files - stats.f_ffree
    size = files = 0
    pending = [path]
    while pending and files <= MOST_FILES:
        try:
            with os.scandir(pending.pop()) as entries:
                for entry in entries:
                    files += 1
                    status = entry.stat(follow_symlinks=False)
                    size += status.st_blocks * 512
                    if stat.S_ISDIR(status.st_mode):
                        pending.append(entry.path)
                    if files > MOST_FILES:
                        break
        except PermissionError:
            return size, MOST_FILES + 1  # it could hide any number of files
        except OSError:
            continue  # it was removed meanwhile
    return size, files


def stamp(path: str) -> tuple[int, int]:
    """Return when the directory last changed, and the present time, in nanoseconds."""
    return Path(path).stat().st_ctime_ns, time.time_ns()


def is_untouched(path: str, earlier: tuple[int, int] | None, *, own_mount: bool) -> bool:
    """Return whether the directory is unchanged since `earlier`, a stamp; False if uncertain.

    File timestamps of the kernel have a resolution of a few milliseconds, so a stamp taken right
    after a change proves nothing.
    """
    if own_mount:
        return usage(path, own_mount=True)[1] <= 1
    if earlier is None or earlier[1] - earlier[0] < 20_000_000:
        return False
    return Path(path).stat().st_ctime_ns == earlier[0]


def empty(path: str) -> None:
    """Remove everything below a directory, of any depth and any mode.

    Nested directories are moved to the top level one by one instead of being descended into, so
    that no depth is too large. Raise OSError if something cannot be removed.
    """
    top = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        new_names = (f".{secrets.token_hex(8)}" for _ in count())
        while names := os.listdir(top):  # noqa: PTH208 - by descriptor
            for name in names:
                _remove(top, name, new_names)
    finally:
        os.close(top)


def _remove(top: int, name: str, new_names: Iterator[str]) -> None:
    if not stat.S_ISDIR(os.stat(name, dir_fd=top, follow_symlinks=False).st_mode):
        os.unlink(name, dir_fd=top)
        return
    os.chmod(name, 0o700, dir_fd=top)
    inner = os.open(name, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=top)
    try:
        for child in os.listdir(inner):  # noqa: PTH208
            if stat.S_ISDIR(os.stat(child, dir_fd=inner, follow_symlinks=False).st_mode):
                os.chmod(child, 0o700, dir_fd=inner)
                os.rename(child, next(new_names), src_dir_fd=inner, dst_dir_fd=top)
            else:
                os.unlink(child, dir_fd=inner)
    finally:
        os.close(inner)
    os.rmdir(name, dir_fd=top)
