"""Optimizes the layout of the fork server's memory, so that forks and children are quick.

A fork copies page tables. A child copies the pages that it writes to, and loads the code that it
runs. This is most of the time that a small task takes.

Nothing here gives hostile code a right that it could not take itself. What the kernel or malloc
does not support is skipped.
"""

from __future__ import annotations

import contextlib
import ctypes
import itertools
import mmap
import os
import pwd
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

_HUGE_PAGE = 2 << 20
# linux/mman.h; Python has no names for them.
_MADV_HUGEPAGE, _MADV_COLLAPSE = 14, 25
_MADV_GUARD_INSTALL, _MADV_GUARD_REMOVE = 102, 103
_MIN_RESIDENT_KIB = 128

_libc = ctypes.CDLL(None)
for _call in (_libc.madvise, _libc.mprotect):
    _call.argtypes = (ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int)


def tune(run_practice_tasks: Callable[[], None]) -> None:
    """Optimize the memory of a warm fork server before its first fork.

    `run_practice_tasks` does the same work as children, and is called twice.
    """
    if sys.platform != "linux":
        return
    fill_heap_holes()
    run_practice_tasks()
    _merge_library_mappings()
    _merge_library_data()
    _unmap_library_pages()
    # A child that replaces cached names would write to reference counts on many pages.
    sys._clear_type_cache()
    run_practice_tasks()
    _inherit_library_pages()


def place_libc_state() -> None:
    """Look up a user before anything large is loaded.

    Every fork writes to libc's state for this lookup. If it is made now, that state lies next to
    memory that is written anyway, and not between what torch loads later.
    """
    with contextlib.suppress(KeyError):
        pwd.getpwuid(os.getuid())


def collapse_heap() -> None:
    """Move the heap to huge pages again, of which a fork copies one entry instead of 512.

    This has to be the last step: a write by the fork server or a child splits a huge page.
    """
    if sys.platform != "linux":
        return
    for mapping in _read_mappings():
        if mapping.name == "[heap]":
            first = mapping.start + -mapping.start % _HUGE_PAGE
            for address in range(first, mapping.end - _HUGE_PAGE + 1, _HUGE_PAGE):
                _libc.madvise(address, _HUGE_PAGE, _MADV_HUGEPAGE)
                _libc.madvise(address, _HUGE_PAGE, _MADV_COLLAPSE)


@dataclass
class _Mapping:
    """A memory mapping of this process, as in /proc/self/smaps."""

    start: int
    end: int
    permissions: str
    name: str
    resident_kib: int = 0
    anonymous_kib: int = 0  # differs from the file: written to, resident or swapped out

    @property
    def is_library(self) -> bool:
        """Whether it is unmodified code or constants of a library."""
        read_only = self.permissions in ("r-xp", "r--p")
        return read_only and self.name.startswith("/") and not self.anonymous_kib


_HEAD = re.compile(r"([0-9a-f]+)-([0-9a-f]+) (\S{4}) \S+ \S+ \S+ *(.*)")
_SIZE = re.compile(r"(Rss|Anonymous|Swap): +(\d+) kB")


def _read_mappings() -> list[_Mapping]:
    found: list[_Mapping] = []
    for line in Path("/proc/self/smaps").read_text().splitlines():
        if header := _HEAD.fullmatch(line):
            found.append(_Mapping(int(header[1], 16), int(header[2], 16), header[3], header[4]))
        elif size := _SIZE.fullmatch(line):
            if size[1] == "Rss":
                found[-1].resident_kib = int(size[2])
            else:
                found[-1].anonymous_kib += int(size[2])
    return found


def _merge_library_mappings() -> None:
    """Make constants executable, so that the kernel merges them with the mapping of the code.

    Every mapping costs time at every fork. Hostile code gains nothing, because a child may make any
    of its own memory executable.
    """
    mappings = [mapping for mapping in _read_mappings() if mapping.is_library]
    with_code = {mapping.name for mapping in mappings if mapping.permissions == "r-xp"}
    for mapping in mappings:
        if mapping.name in with_code and mapping.permissions == "r--p":
            permissions = mmap.PROT_READ | mmap.PROT_EXEC
            _libc.mprotect(mapping.start, mapping.end - mapping.start, permissions)


def _merge_library_data() -> None:
    """Make data writable that the linker has protected, so that the kernel merges it with the rest.

    It lies directly before the library's writable data, and is a quarter of all mappings. Hostile
    code gains nothing, because a child may make any of its own memory writable.
    """
    mappings = _read_mappings()
    for mapping, following in itertools.pairwise(mappings):
        is_protected = mapping.permissions == "r--p" and mapping.anonymous_kib > 0
        is_before_data = following.permissions == "rw-p" and following.start == mapping.end
        if is_protected and is_before_data and mapping.name == following.name:
            permissions = mmap.PROT_READ | mmap.PROT_WRITE
            _libc.mprotect(mapping.start, mapping.end - mapping.start, permissions)


def _unmap_library_pages() -> None:
    """Remove libraries from the page tables. Pages in use are loaded from the page cache again."""
    for mapping in _read_mappings():
        if mapping.is_library:
            _libc.madvise(mapping.start, mapping.end - mapping.start, mmap.MADV_DONTNEED)


def _inherit_library_pages() -> None:
    """Let children inherit the library pages that are loaded now.

    By default, a fork omits what can be loaded again, and a child then takes two hundred page
    faults to do so. A guard region that is installed (Linux 6.15) and removed again makes the
    kernel copy these pages from then on.
    """
    for mapping in _read_mappings():
        if mapping.is_library and mapping.resident_kib >= _MIN_RESIDENT_KIB:
            last = mapping.end - mmap.PAGESIZE
            if _libc.madvise(last, mmap.PAGESIZE, _MADV_GUARD_INSTALL) == 0:
                _libc.madvise(last, mmap.PAGESIZE, _MADV_GUARD_REMOVE)


class _Mallinfo2(ctypes.Structure):
    """glibc's struct mallinfo2; `top` is the number of free bytes at the end of the heap."""

    _fields_ = tuple((name, ctypes.c_size_t) for name in (*"abcdefghi", "top"))


def fill_heap_holes() -> None:
    """Permanently allocate the free holes of the heap: some megabytes, in a few milliseconds.

    Children then allocate contiguous memory at the end of the heap, instead of in holes all over
    it, each in a page that the child would have to copy first. Does nothing without glibc's malloc
    (2.33 or newer).
    """
    try:
        mallinfo2 = _libc.mallinfo2
    except AttributeError:
        return
    mallinfo2.restype = _Mallinfo2
    _libc.malloc.restype = _libc.sbrk.restype = ctypes.c_void_p
    _libc.malloc.argtypes = (ctypes.c_size_t,)
    _libc.sbrk.argtypes = (ctypes.c_ssize_t,)
    heap_top = _libc.sbrk(0) - mallinfo2().top - _TOP_MARGIN
    for size in _HOLE_SIZES:
        for _ in range(_MAX_FILLED // size):
            if (_libc.malloc(size) or heap_top) >= heap_top:
                break  # malloc prefers holes, so no hole of this size is left
    for size in _CACHED_SIZES:
        for _ in range(_CACHED_OF_A_SIZE):
            _libc.malloc(size)


_TOP_MARGIN = 64
_CACHED_SIZES, _CACHED_OF_A_SIZE = range(24, 1040, 16), 16
"""malloc keeps so many freed pieces of each of these sizes, in bytes, for just this size."""
_MAX_FILLED = 8 << 20  # bytes, of each size
_HOLE_SIZES = (
    *(65536, 16384, 4096, 2048, 1024, 768, 512, 384, 256, 192, 128),
    *(112, 96, 80, 64, 48, 32, 16),
)
