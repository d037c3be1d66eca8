"""The few kernel calls for which Python has no function of its own."""

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
PR_CAP_AMBIENT = 47
PR_CAP_AMBIENT_CLEAR_ALL = 4

CAP_CHOWN = 0
CAP_DAC_OVERRIDE = 1
CAP_DAC_READ_SEARCH = 2
CAP_KILL = 5
CAP_SETGID = 6
CAP_SETUID = 7
LAST_CAPABILITY = 63

_CAPABILITY_VERSION_3 = 0x20080522

# Landlock's calls have one number on every architecture; seccomp(2) and capset(2) have not.
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
    """Calls the kernel; pointers are given as `ctypes.addressof`. Raises OSError."""
    result = int(_libc.syscall(number, first, second, third, fourth))
    if result < 0:
        error = ctypes.get_errno()
        raise OSError(error, os.strerror(error))
    return result


def named_syscall(name: str, first: int = 0, second: int = 0, third: int = 0) -> int:
    """As `syscall`, by name. Raises OSError, also where this processor is not known."""
    if _numbers is None:
        raise OSError(f"no system call numbers for {platform.machine()}: use x86-64 or arm64")
    return syscall(_numbers[name], first, second, third)


def prctl(option: int, argument: int = 0, third: int = 0) -> int:
    """prctl(2). Raises OSError."""
    result = int(_libc.prctl(option, argument, third, 0, 0))
    if result < 0:
        error = ctypes.get_errno()
        raise OSError(error, os.strerror(error))
    return result


def permitted_capabilities() -> frozenset[int]:
    """Those that this process could use; none off Linux."""
    try:
        lines = Path("/proc/self/status").read_text().splitlines()
    except OSError:
        return frozenset()
    [bits] = (int(line.split()[1], 16) for line in lines if line.startswith("CapPrm:"))
    return frozenset(one for one in range(LAST_CAPABILITY + 1) if bits >> one & 1)


def find_search_capability(permitted: frozenset[int]) -> int | None:
    """The least of these with which directories of others can be looked into. Containers keep
    CAP_DAC_OVERRIDE by default, and not the lesser one."""
    for capability in (CAP_DAC_READ_SEARCH, CAP_DAC_OVERRIDE):
        if capability in permitted:
            return capability
    return None


def keep_only_capabilities(*kept: int) -> None:
    """Drops every capability but `kept` from the permitted and effective sets, and all
    inheritable ones. Raises OSError."""
    header, sets = _capability_sets(*kept)
    named_syscall("capset", ctypes.addressof(header), ctypes.addressof(sets))


@functools.cache
def _capability_sets(*kept: int) -> tuple[ctypes.Array[c_uint32], ctypes.Array[c_uint32]]:
    low = sum(1 << one for one in kept if one < 32)
    high = sum(1 << (one - 32) for one in kept if one >= 32)
    header = (c_uint32 * 2)(_CAPABILITY_VERSION_3, 0)
    # effective, permitted, inheritable; first for capabilities 0 to 31, then for 32 to 63
    return header, (c_uint32 * 6)(low, low, 0, high, high, 0)


_capability_sets()  # what children need, made once for all of them


def empty_bounding_set() -> None:
    """So that no later exec could bring a capability back. Needs CAP_SETPCAP, else does nothing."""
    for capability in range(LAST_CAPABILITY + 1):
        try:
            prctl(PR_CAPBSET_DROP, capability)
        except OSError:
            return


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_void_p))


class Filter:
    """A compiled seccomp filter, ready to be loaded. `placeholder` stands in it for the id of the
    process that loads it."""

    def __init__(self, program: bytes, placeholder: int | None = None) -> None:
        instruction_bytes = 8
        self._program = ctypes.create_string_buffer(program, len(program))
        address = ctypes.addressof(self._program)
        self._described = _Program(len(program) // instruction_bytes, address)
        sought = b"" if placeholder is None else struct.pack("=I", placeholder)
        places = range(0, len(program) if sought else 0, 4)
        self._places = [at for at in places if program[at : at + 4] == sought]

    def with_own_pid(self) -> bytes:
        """The program, with this process's id in the place of the placeholder."""
        own_pid = os.getpid()
        for place in self._places:
            struct.pack_into("=I", self._program, place, own_pid)
        return self._program.raw

    def load(self) -> None:
        """For all threads of this process. Raises OSError."""
        self.with_own_pid()
        set_mode_filter, flag_tsync = 1, 1
        named_syscall("seccomp", set_mode_filter, flag_tsync, ctypes.addressof(self._described))


_python = ctypes.PyDLL(None)  # calls without letting other Python threads run


def bare_fork() -> int:
    """fork(2) without Python's hooks around it; for a process with one thread only.

    The hooks make locks usable that another thread may have held. There is none, and running them
    writes to a thousand pages of memory that parent and child otherwise go on sharing.
    """
    pid = int(_python.fork())
    if pid < 0:
        raise OSError("fork failed")
    return pid


def close_from(first: int) -> None:
    """Closes every descriptor from `first` on."""
    try:
        named_syscall("close_range", first, 0x7FFFFFFF, 0)
    except OSError:
        os.closerange(first, 65536)
