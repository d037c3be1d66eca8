"""System calls for which Python has no function."""

from __future__ import annotations

import ctypes
import functools
import os
import platform
import struct
from ctypes import c_uint32
from pathlib import Path

PR_SET_PDEATHSIG = 1
PR_SET_DUMPABLE = 4
PR_SET_KEEPCAPS = 8
PR_CAPBSET_DROP = 24
PR_SET_NO_NEW_PRIVS = 38
PR_GET_NO_NEW_PRIVS = 39

CAP_CHOWN = 0
CAP_DAC_OVERRIDE = 1
CAP_DAC_READ_SEARCH = 2
CAP_KILL = 5
CAP_SETGID = 6
CAP_SETUID = 7
LAST_CAPABILITY = 63

_CAPABILITY_VERSION_3 = 0x20080522

# Landlock's calls have the same numbers on every architecture; those below do not.
SYS_LANDLOCK_CREATE_RULESET = 444
SYS_LANDLOCK_ADD_RULE = 445
SYS_LANDLOCK_RESTRICT_SELF = 446
_NUMBERS = {
    "x86_64": {"seccomp": 317, "capset": 126, "close_range": 436},
    "aarch64": {"seccomp": 277, "capset": 91, "close_range": 436},
}

_numbers = _NUMBERS.get(platform.machine())
_libc = ctypes.CDLL(None, use_errno=True)
_libc.syscall.restype = ctypes.c_long
_libc.syscall.argtypes = (ctypes.c_long,) * 5
_libc.prctl.argtypes = (ctypes.c_int, *(ctypes.c_ulong,) * 4)


def syscall(number: int, first: int = 0, second: int = 0, third: int = 0, fourth: int = 0) -> int:
    """Make a system call and return its result. Pointers are `ctypes.addressof`. Raise OSError."""
    result = int(_libc.syscall(number, first, second, third, fourth))
    if result < 0:
        error = ctypes.get_errno()
        raise OSError(error, os.strerror(error))
    return result


def named_syscall(name: str, first: int = 0, second: int = 0, third: int = 0) -> int:
    """Make a system call by its name. Raise OSError, also if this processor is unknown."""
    if _numbers is None:
        raise OSError(f"no system call numbers for {platform.machine()}: use x86-64 or arm64")
    return syscall(_numbers[name], first, second, third)


def prctl(option: int, argument: int = 0, third: int = 0) -> int:
    """Call prctl(2). Raise OSError."""
    result = int(_libc.prctl(option, argument, third, 0, 0))
    if result < 0:
        error = ctypes.get_errno()
        raise OSError(error, os.strerror(error))
    return result


def permitted_capabilities() -> frozenset[int]:
    """Return the permitted capabilities of this process; none off Linux."""
    try:
        lines = Path("/proc/self/status").read_text().splitlines()
    except OSError:
        return frozenset()
    [bits] = (int(line.split()[1], 16) for line in lines if line.startswith("CapPrm:"))
    return frozenset(
        capability for capability in range(LAST_CAPABILITY + 1) if bits >> capability & 1
    )


def find_search_capability(permitted: frozenset[int]) -> int | None:
    """Return the weakest of these capabilities that allows reading directories of other users.

    Containers keep CAP_DAC_OVERRIDE by default, and drop the weaker CAP_DAC_READ_SEARCH.
    """
    for capability in (CAP_DAC_READ_SEARCH, CAP_DAC_OVERRIDE):
        if capability in permitted:
            return capability
    return None


def keep_only_capabilities(*kept: int) -> None:
    """Drop every capability but `kept` from the permitted and effective sets, and all inheritable
    ones. Raise OSError."""
    header, sets = _capability_sets(*kept)
    named_syscall("capset", ctypes.addressof(header), ctypes.addressof(sets))


@functools.cache
def _capability_sets(*kept: int) -> tuple[ctypes.Array[c_uint32], ctypes.Array[c_uint32]]:
    low = sum(1 << capability for capability in kept if capability < 32)
    high = sum(1 << (capability - 32) for capability in kept if capability >= 32)
    header = (c_uint32 * 2)(_CAPABILITY_VERSION_3, 0)
    # effective, permitted, inheritable; first for capabilities 0 to 31, then for 32 to 63
    return header, (c_uint32 * 6)(low, low, 0, high, high, 0)


_capability_sets()  # cached once for all children


def empty_bounding_set() -> None:
    """Prevent that an exec regains capabilities. Does nothing without CAP_SETPCAP."""
    for capability in range(LAST_CAPABILITY + 1):
        try:
            prctl(PR_CAPBSET_DROP, capability)
        except OSError:
            return


class _SockFprog(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_void_p))


class Filter:
    """A compiled seccomp filter. The id of the loading process replaces `placeholder`."""

    def __init__(self, program: bytes, placeholder: int | None = None) -> None:
        instruction_bytes = 8
        self._program = ctypes.create_string_buffer(program, len(program))
        address = ctypes.addressof(self._program)
        self._fprog = _SockFprog(len(program) // instruction_bytes, address)
        pattern = b"" if placeholder is None else struct.pack("=I", placeholder)
        offsets = range(0, len(program) if pattern else 0, 4)
        self._pid_offsets = [
            offset for offset in offsets if program[offset : offset + 4] == pattern
        ]

    def with_own_pid(self) -> bytes:
        """Return the program with this process's id in place of the placeholder."""
        own_pid = os.getpid()
        for offset in self._pid_offsets:
            struct.pack_into("=I", self._program, offset, own_pid)
        return self._program.raw

    def load(self) -> None:
        """Apply the filter to all threads of this process. Raise OSError."""
        self.with_own_pid()
        set_mode_filter, flag_tsync = 1, 1
        # If a thread has a filter of its own, none is applied, and the call returns its id.
        thread = named_syscall(
            "seccomp", set_mode_filter, flag_tsync, ctypes.addressof(self._fprog)
        )
        if thread != 0:
            raise OSError(f"the filter could not be applied to thread {thread}")


_python_api = ctypes.PyDLL(None)  # does not release the GIL


def bare_fork() -> int:
    """Call fork(2) without Python's fork hooks. Only for a process with a single thread.

    The hooks reset locks that another thread may have held. There is no other thread, and running
    the hooks writes to a thousand pages that parent and child otherwise keep sharing. Raise
    OSError.
    """
    pid = int(_python_api.fork())
    if pid < 0:
        raise OSError("fork failed")
    return pid


def close_from(first: int) -> None:
    """Close every descriptor from `first` on."""
    try:
        named_syscall("close_range", first, 0x7FFFFFFF, 0)
    except OSError:
        os.closerange(first, 65536)
