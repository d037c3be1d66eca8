"""Landlock: restricts which files a process can access, whatever its uid. See landlock(7)."""

from __future__ import annotations

import ctypes
import os
import stat
from collections.abc import Iterable
from pathlib import Path

from .syscalls import (
    SYS_LANDLOCK_ADD_RULE,
    SYS_LANDLOCK_CREATE_RULESET,
    SYS_LANDLOCK_RESTRICT_SELF,
    syscall,
)

EXECUTE = 1 << 0
WRITE_FILE = 1 << 1
READ_FILE = 1 << 2
READ_DIR = 1 << 3
REMOVE_DIR = 1 << 4
REMOVE_FILE = 1 << 5
MAKE_DIR = 1 << 7
MAKE_REG = 1 << 8
REFER = 1 << 13
TRUNCATE = 1 << 14
IOCTL_DEV = 1 << 15

_ABI_1 = (1 << 13) - 1
# Rights for files that later ABIs added.
_ADDED = {2: REFER, 3: TRUNCATE, 5: IOCTL_DEV}

READ = READ_FILE | READ_DIR
SCRATCH = READ | WRITE_FILE | TRUNCATE | REFER | MAKE_REG | MAKE_DIR | REMOVE_FILE | REMOVE_DIR
DEVICE = READ_FILE | WRITE_FILE | IOCTL_DEV
_OF_A_FILE = EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE | IOCTL_DEV

_NET_BIND_AND_CONNECT = 0b11
_SCOPE_ABSTRACT_SOCKETS_AND_SIGNALS = 0b11
_RULE_PATH_BENEATH = 1
NEWEST_ABI = 6


class _Ruleset(ctypes.Structure):
    _fields_ = (
        ("fs", ctypes.c_uint64),
        ("net", ctypes.c_uint64),
        ("scoped", ctypes.c_uint64),
    )


class _PathBeneath(ctypes.Structure):
    _pack_ = 1
    _layout_ = "ms"
    _fields_ = (("allowed", ctypes.c_uint64), ("parent", ctypes.c_int32))


def abi() -> int:
    """Return the kernel's ABI version, at most NEWEST_ABI; 0 without Landlock."""
    try:
        return min(syscall(SYS_LANDLOCK_CREATE_RULESET, 0, 0, 1), NEWEST_ABI)
    except OSError:
        return 0


def rights(level: int) -> int:
    """Return all rights for files that ABI `level` can restrict."""
    return _ABI_1 | sum(right for since, right in _ADDED.items() if since <= level)


def ruleset(level: int, allowed: Iterable[tuple[str, int]], *, outward: bool) -> int:
    """Return a descriptor of a ruleset that denies every right for files except the `allowed` ones.

    With `outward`, also deny TCP (ABI 4), and signals and abstract sockets to processes outside the
    domain (ABI 6). Paths that do not exist are skipped. Raise OSError.
    """
    handled = rights(level)
    attributes = _Ruleset(
        handled,
        _NET_BIND_AND_CONNECT if outward and level >= 4 else 0,
        _SCOPE_ABSTRACT_SOCKETS_AND_SIGNALS if outward and level >= 6 else 0,
    )
    size = 24 if level >= 6 else 16 if level >= 4 else 8
    ruleset_fd = syscall(SYS_LANDLOCK_CREATE_RULESET, ctypes.addressof(attributes), size, 0)
    for path, wanted in allowed:
        if Path(path).exists():
            _add_rule(ruleset_fd, path, wanted & handled)
    return ruleset_fd


def _add_rule(ruleset_fd: int, path: str, wanted: int) -> None:
    parent_fd = os.open(path, os.O_PATH | os.O_CLOEXEC)
    try:
        if not stat.S_ISDIR(os.fstat(parent_fd).st_mode):
            wanted &= _OF_A_FILE
        rule = _PathBeneath(wanted, parent_fd)
        syscall(SYS_LANDLOCK_ADD_RULE, ruleset_fd, _RULE_PATH_BENEATH, ctypes.addressof(rule), 0)
    finally:
        os.close(parent_fd)


def restrict(ruleset_fd: int) -> None:
    """Apply the ruleset to this process, irrevocably. Needs no_new_privs. Raise OSError."""
    syscall(SYS_LANDLOCK_RESTRICT_SELF, ruleset_fd, 0)
