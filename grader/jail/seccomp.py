"""The seccomp filter of a child: which system calls are left to it. Compiled by libseccomp.

Everything that is not named here is answered with EPERM. Sockets are answered with EACCES, so
that an uncaught denial can be named for what it was (see inside/reasons.py).
"""

from __future__ import annotations

import errno
import functools
import tempfile
from types import ModuleType

PLACEHOLDER = 0x5EED_1D00
"""Stands for the child's own pid, which is not known yet; below pid_max on no system."""


def _names(listed: str) -> list[str]:
    return listed.split()


# Memory, time, waiting, reading, and everything that torch, glibc and asyncio do on their own.
_ALLOWED = _names("""
    access alarm brk capget chdir clock_getres clock_gettime clock_nanosleep close close_range
    copy_file_range creat dup dup2 dup3 epoll_create epoll_create1 epoll_ctl epoll_pwait
    epoll_pwait2 epoll_wait eventfd eventfd2 exit exit_group faccessat faccessat2 fadvise64
    fallocate fchdir
    fstat fstatfs ftruncate get_mempolicy get_robust_list getcpu
    getcwd getdents getdents64 getegid geteuid getgid getgroups getitimer getpeername getpgid
    getpgrp getpid getppid getpriority getrandom getresgid getresuid getrlimit getrusage getsid
    getsockname gettid gettimeofday getuid lseek lstat madvise membarrier mkdir mkdirat mmap
    mprotect mremap msync munmap nanosleep newfstatat pause pipe pipe2 poll ppoll pread64 preadv
    preadv2 pselect6 pwrite64 pwritev pwritev2 read readlink readlinkat readv rename
    renameat renameat2 restart_syscall rmdir rseq rt_sigaction rt_sigpending rt_sigprocmask
    rt_sigreturn rt_sigsuspend rt_sigtimedwait sched_get_priority_max sched_get_priority_min
    sched_getaffinity sched_getparam sched_getscheduler sched_yield select sendfile
    set_robust_list set_tid_address setitimer shutdown sigaltstack signalfd4 stat statfs statx
    sysinfo time timerfd_create timerfd_gettime timerfd_settime times tgkill umask uname unlink
    unlinkat wait4 waitid write writev
""")

# Nothing happens, and it looks done: chmod and the like are beyond Landlock's reach, and a flood
# of fsync would be felt by everyone; yet harmless code calls them in passing.
_PRETENDED = _names("""
    chmod fchmod fchmodat fchmodat2 utime utimes utimensat futimesat fsync fdatasync msync sync
    syncfs sync_file_range sched_setaffinity set_mempolicy
""")

# Newer calls with an older way that glibc takes by itself when told that they do not exist.
_UNKNOWN = _names("""
    clone3 openat2 io_uring_setup io_uring_enter io_uring_register futex_waitv futex_wake
    futex_wait futex_requeue
""")

_NETWORK = _names("""
    socket connect bind listen accept accept4 sendmsg sendmmsg recvmsg recvmmsg setsockopt
    getsockopt
""")

# The driver is driven by ioctl with numbers of its own, and keeps pages in their place. Whatever
# else it calls, it calls while it is opened, before the filter.
_OF_DEVICES = ["ioctl", "mlock", "mlock2", "munlock"]

_CLONE_THREAD = 0x10000
_CLONE_NEW = 0x7E020080  # every CLONE_NEW… namespace flag
_O_TMPFILE = 0o20000000
_OF_IOCTL = (0x5401, 0x5413, 0x541B, 0x5421, 0x5450, 0x5451)  # is it a terminal, FIONREAD, FIO…
_OF_FCNTL = (0, 1, 2, 3, 4, 1030)  # duplicate, flags
# A lock belongs to a file of the whole machine and may outlive the task; the kernel memory that it
# takes is counted by no rlimit, and everybody who closes that file searches all of its locks. No
# other process may write to a scratch directory, so honest code (sqlite3) needs no real lock
# there: to set one has no effect and looks done. To ask for one (F_GETLK) changes nothing, and
# sqlite3 needs the kernel's true answer, "none". F_OFD_GETLK is denied: nothing honest uses it.
_F_GETLK = 5
_F_SETLK, _F_SETLKW, _F_OFD_SETLK, _F_OFD_SETLKW = 6, 7, 37, 38
# What glibc (2.28 or newer, which torch needs), libstdc++ and the OpenMP runtimes use. The others
# (requeueing, priority inheritance, arithmetic) had holes of their own; glibc takes ENOSYS for
# "this kernel has none", and then offers no mutexes with priority inheritance.
_FUTEX_WAIT, _FUTEX_WAKE, _FUTEX_WAIT_BITSET, _FUTEX_WAKE_BITSET = 0, 1, 9, 10
_OF_FUTEX = (_FUTEX_WAIT, _FUTEX_WAKE, _FUTEX_WAIT_BITSET, _FUTEX_WAKE_BITSET)
_OTHERS_OF_FUTEX = (2, 3, 4, 5, 6, 7, 8, 11, 12, 13)
_FUTEX_OPERATION = 0xFFFFFFFF & ~(128 | 256)  # without FUTEX_PRIVATE_FLAG, FUTEX_CLOCK_REALTIME
_OF_PRCTL = (3, 15, 16, 21, 23, 39, 0x53564D41)  # only what reads, and names
_AF_UNIX, _SOCK_STREAM, _TYPE_MASK = 1, 1, 0xF
_MSG_OOB = 0x1


class FilterError(Exception):
    """libseccomp is missing, or would not compile the filter; says which."""


def compile_filter(*, for_device: bool = False, arch: str = "NATIVE") -> bytes:
    """The filter as BPF, with PLACEHOLDER where the child's pid belongs. Raises FilterError.

    `for_device` leaves open what a GPU's driver is spoken to with, which is more to attack. `arch`
    is libseccomp's name of a processor, such as "AARCH64", for tests of what stands elsewhere.
    """
    try:
        import pyseccomp
    except (ImportError, RuntimeError, OSError) as error:
        raise FilterError(f"libseccomp could not be loaded ({error})") from error
    return _compiled(pyseccomp, for_device, arch)


@functools.cache
def _compiled(lib: ModuleType, for_device: bool, arch: str) -> bytes:
    built = lib.SyscallFilter(lib.ERRNO(errno.EPERM))
    if not built.exist_arch(getattr(lib.Arch, arch)):
        built.add_arch(getattr(lib.Arch, arch))
        built.remove_arch(lib.Arch.NATIVE)
    built.set_attr(lib.Attr.ACT_BADARCH, lib.KILL_PROCESS)
    built.set_attr(lib.Attr.CTL_OPTIMIZE, 2)
    for name in sorted(set(_ALLOWED) - {"tgkill"} - set(_PRETENDED)):
        _rule(lib, built, lib.ALLOW, name)
    for name in _PRETENDED:
        _rule(lib, built, lib.ERRNO(0), name)
    for name in _OF_DEVICES if for_device else ():
        _rule(lib, built, lib.ALLOW, name)
    for name in _UNKNOWN:
        _rule(lib, built, lib.ERRNO(errno.ENOSYS), name)
    for name in _NETWORK:
        _rule(lib, built, lib.ERRNO(errno.EACCES), name)
    _conditional(lib, built, any_ioctl=for_device)
    with tempfile.TemporaryFile() as file:
        built.export_bpf(file)
        file.seek(0)
        program = file.read()
    if PLACEHOLDER.to_bytes(4, "little") not in program:
        raise FilterError("libseccomp compiled a filter without the child's own pid in it")
    return program


def _conditional(lib: ModuleType, built: object, *, any_ioctl: bool) -> None:
    """The calls that are allowed with some arguments only."""
    equal, masked = lib.EQ, lib.MASKED_EQ

    def allow(name: str, *conditions: object) -> None:
        _rule(lib, built, lib.ALLOW, name, *conditions)

    # Threads, but no processes and no namespaces.
    thread = lib.Arg(0, masked, _CLONE_THREAD | _CLONE_NEW, _CLONE_THREAD)
    allow("clone", thread)
    # Signals to itself alone; the second argument of tgkill is one of its own threads then.
    for name in ("kill", "tgkill"):
        allow(name, lib.Arg(0, equal, PLACEHOLDER))
    # Its own limits, which it can only lower.
    for pid in (0, PLACEHOLDER):
        allow("prlimit64", lib.Arg(0, equal, pid))
    allow("setrlimit")
    # A file without a name could not be seen by whoever counts what the child has written.
    allow("open", lib.Arg(1, masked, _O_TMPFILE, 0))
    allow("openat", lib.Arg(2, masked, _O_TMPFILE, 0))
    # asyncio wakes itself through a socket pair. Datagrams could be sent to others' sockets.
    kind = lib.Arg(1, masked, _TYPE_MASK, _SOCK_STREAM)
    allow("socketpair", lib.Arg(0, equal, _AF_UNIX), kind)
    # Out of band, a pair of sockets is a seldom used part of the kernel, with holes of its own.
    in_band = lib.Arg(3, masked, _MSG_OOB, 0)
    allow("sendto", lib.Arg(4, equal, 0), in_band)
    allow("recvfrom", in_band)
    for request in () if any_ioctl else _OF_IOCTL:
        allow("ioctl", lib.Arg(1, equal, request))
    for command in (*_OF_FCNTL, _F_GETLK):
        allow("fcntl", lib.Arg(1, equal, command))
    for command in (_F_SETLK, _F_SETLKW, _F_OFD_SETLK, _F_OFD_SETLKW):
        _rule(lib, built, lib.ERRNO(0), "fcntl", lib.Arg(1, equal, command))
    for operation in _OF_FUTEX:
        allow("futex", lib.Arg(1, masked, _FUTEX_OPERATION, operation))
    for operation in _OTHERS_OF_FUTEX:
        other = lib.Arg(1, masked, _FUTEX_OPERATION, operation)
        _rule(lib, built, lib.ERRNO(errno.ENOSYS), "futex", other)
    for option in _OF_PRCTL:
        allow("prctl", lib.Arg(0, equal, option))


def _rule(lib: ModuleType, built: object, action: int, name: str, *conditions: object) -> None:
    number = lib.resolve_syscall(lib.Arch.NATIVE, name)
    if number < 0:
        return  # not on this processor, or newer than this libseccomp: denied by default
    try:
        built.add_rule(action, number, *conditions)  # type: ignore[attr-defined]
    except OSError as error:
        raise FilterError(f"libseccomp did not take the rule for {name}: {error}") from error
