"""Scratch directories: what a child may write, how much of it there is, and taking it away."""

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
    """Bytes and files in use. A mount of its own knows them at once, and knows also of files that
    were deleted but are still open; a plain directory is walked, up to a little over MOST_FILES,
    which a directory counts for that cannot be listed."""
    if own_mount:
        about = os.statvfs(path)
        return (about.f_blocks - about.f_bfree) * about.f_frsize, about.f_files - about.f_ffree
    size = files = 0
    left = [path]
    while left and files <= MOST_FILES:
        try:
            with os.scandir(left.pop()) as entries:
                for entry in entries:
                    files += 1
                    about_one = entry.stat(follow_symlinks=False)
                    size += about_one.st_blocks * 512
                    if stat.S_ISDIR(about_one.st_mode):
                        left.append(entry.path)
                    if files > MOST_FILES:
                        break
        except PermissionError:
            return size, MOST_FILES + 1  # closed even to us, and so the place to hide any number
        except OSError:
            continue  # it was taken away while we looked
    return size, files


def stamp(path: str) -> tuple[int, int]:
    """When the directory last changed, and when that was looked at, in nanoseconds."""
    return Path(path).stat().st_ctime_ns, time.time_ns()


def is_untouched(path: str, before: tuple[int, int] | None, *, own_mount: bool) -> bool:
    """Whether nothing was put there since `before`; False when that cannot be said for sure.

    The kernel's clock for files ticks every few milliseconds, so a stamp that was taken right
    after a change proves nothing.
    """
    if own_mount:
        return usage(path, own_mount=True)[1] <= 1
    if before is None or before[1] - before[0] < 20_000_000:
        return False
    return Path(path).stat().st_ctime_ns == before[0]


def empty(path: str) -> None:
    """Takes away everything beneath a directory, however deeply nested and whatever its modes.

    Nested directories are lifted to the top one by one instead of being descended into, so that no
    depth is too much. Raises OSError when something will not go.
    """
    top = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        names_of_lifted = (f".{secrets.token_hex(8)}" for _ in count())
        while names := os.listdir(top):  # noqa: PTH208 - by descriptor
            for name in names:
                _remove(top, name, names_of_lifted)
    finally:
        os.close(top)


def _remove(top: int, name: str, names_of_lifted: Iterator[str]) -> None:
    if not stat.S_ISDIR(os.stat(name, dir_fd=top, follow_symlinks=False).st_mode):
        os.unlink(name, dir_fd=top)
        return
    os.chmod(name, 0o700, dir_fd=top)
    inner = os.open(name, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=top)
    try:
        for child in os.listdir(inner):  # noqa: PTH208
            if stat.S_ISDIR(os.stat(child, dir_fd=inner, follow_symlinks=False).st_mode):
                os.chmod(child, 0o700, dir_fd=inner)
                os.rename(child, next(names_of_lifted), src_dir_fd=inner, dst_dir_fd=top)
            else:
                os.unlink(child, dir_fd=inner)
    finally:
        os.close(inner)
    os.rmdir(name, dir_fd=top)
