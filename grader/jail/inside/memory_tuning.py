"""Where the template's memory lies: a fork copies its page tables, a child copies what it writes to
and looks up what it runs, and all of that is most of what a small task costs.

Nothing here changes what anybody may do. What a kernel, or a malloc, does not know is left undone.
"""

from __future__ import annotations

import ctypes
import mmap
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

_HUGE_PAGE = 2 << 20
# linux/mman.h; Python has no names for them.
_MADV_HUGEPAGE, _MADV_COLLAPSE = 14, 25
_MADV_GUARD_INSTALL, _MADV_GUARD_REMOVE = 102, 103
_WORTH_HANDING_DOWN = 128  # KiB

_libc = ctypes.CDLL(None)
for _call in (_libc.madvise, _libc.mprotect):
    _call.argtypes = (ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int)


def tune(practise: Callable[[], None]) -> None:
    """For a template that is warm, and before its first fork. `practise` does what children will,
    and is called a few times."""
    if sys.platform != "linux":
        return
    fill_heap_holes()
    practise()
    _join_parts_of_libraries()
    _unload_libraries()
    # It holds names that lie all over, which a child would write to in putting others there.
    sys._clear_type_cache()
    practise()
    _hand_down_libraries()


def collapse_heap() -> None:
    """The heap in huge pages again, of which a fork copies one entry instead of 512. To be called
    last: where the template, or a child, writes, a huge page falls into small ones."""
    if sys.platform != "linux":
        return
    for part in _parts():
        if part.name == "[heap]":
            first = part.start + -part.start % _HUGE_PAGE
            for at in range(first, part.end - _HUGE_PAGE + 1, _HUGE_PAGE):
                _libc.madvise(at, _HUGE_PAGE, _MADV_HUGEPAGE)
                _libc.madvise(at, _HUGE_PAGE, _MADV_COLLAPSE)


@dataclass
class _Part:
    """Of this process's memory, as /proc/self/smaps has it."""

    start: int
    end: int
    rights: str
    name: str
    resident: int = 0  # KiB
    own: int = 0  # KiB that the file has not got: written to, there or swapped out

    @property
    def of_library(self) -> bool:
        """Code or constants, as they stand in the file."""
        read_only = self.rights in ("r-xp", "r--p")
        return read_only and self.name.startswith("/") and not self.own


_HEAD = re.compile(r"([0-9a-f]+)-([0-9a-f]+) (\S{4}) \S+ \S+ \S+ *(.*)")
_SIZE = re.compile(r"(Rss|Anonymous|Swap): +(\d+) kB")


def _parts() -> list[_Part]:
    found: list[_Part] = []
    for line in Path("/proc/self/smaps").read_text().splitlines():
        if head := _HEAD.fullmatch(line):
            found.append(_Part(int(head[1], 16), int(head[2], 16), head[3], head[4]))
        elif size := _SIZE.fullmatch(line):
            if size[1] == "Rss":
                found[-1].resident = int(size[2])
            else:
                found[-1].own += int(size[2])
    return found


def _join_parts_of_libraries() -> None:
    """Makes constants executable like the code beside them: the kernel then keeps both as one part,
    and every part costs time at every fork. Hostile code gains nothing by it: a child may make any
    memory of its own executable."""
    parts = [part for part in _parts() if part.of_library]
    with_code = {part.name for part in parts if part.rights == "r-xp"}
    for part in parts:
        if part.name in with_code and part.rights == "r--p":
            rights = mmap.PROT_READ | mmap.PROT_EXEC
            _libc.mprotect(part.start, part.end - part.start, rights)


def _unload_libraries() -> None:
    """Takes their pages out of the page tables, to come again, out of the kernel's cache of files,
    when they are used."""
    for part in _parts():
        if part.of_library:
            _libc.madvise(part.start, part.end - part.start, mmap.MADV_DONTNEED)


def _hand_down_libraries() -> None:
    """Lets children inherit what is loaded of libraries now. By itself, a fork leaves out what can
    be loaded again, and a child then does that in two hundred steps.

    A guard that is put up (Linux 6.15) and taken down again makes the kernel copy from then on.
    """
    for part in _parts():
        if part.of_library and part.resident >= _WORTH_HANDING_DOWN:
            last = part.end - mmap.PAGESIZE
            if _libc.madvise(last, mmap.PAGESIZE, _MADV_GUARD_INSTALL) == 0:
                _libc.madvise(last, mmap.PAGESIZE, _MADV_GUARD_REMOVE)


class _HeapUse(ctypes.Structure):
    """glibc's struct mallinfo2; `top` is how many bytes are free at the heap's end."""

    _fields_ = tuple((name, ctypes.c_size_t) for name in (*"abcdefghi", "top"))


def fill_heap_holes() -> None:
    """Uses up what malloc has free between other things, for ever: some megabytes, in milliseconds.

    What a child allocates then comes from the heap's end, side by side, instead of from holes all
    over the heap, each in a page that the child would first have to copy. Does nothing where
    malloc is not glibc's (2.33 or newer).
    """
    try:
        heap_use = _libc.mallinfo2
    except AttributeError:
        return
    heap_use.restype = _HeapUse
    _libc.malloc.restype = _libc.sbrk.restype = ctypes.c_void_p
    _libc.malloc.argtypes = (ctypes.c_size_t,)
    _libc.sbrk.argtypes = (ctypes.c_ssize_t,)
    end_of_all_holes = _libc.sbrk(0) - heap_use().top - _MARGIN
    for size in _SIZES_OF_HOLES:
        for _ in range(_MOST_PLUGGED // size):
            if (_libc.malloc(size) or end_of_all_holes) >= end_of_all_holes:
                break  # malloc prefers holes, so none of this size is left


_MARGIN = 64
_MOST_PLUGGED = 8 << 20  # bytes, of each size
_SIZES_OF_HOLES = (
    *(65536, 16384, 4096, 2048, 1024, 768, 512, 384, 256, 192, 128),
    *(112, 96, 80, 64, 48, 32, 16),
)
