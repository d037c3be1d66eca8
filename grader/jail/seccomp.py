"""The seccomp filter of a child: an allow-list of system calls, compiled by libseccomp.

Every call that this module does not list fails with EPERM. Calls that open or connect a socket
fail with EACCES, so that the cause of an uncaught denial can be told apart (see
inside/denial_reasons.py). Some calls succeed without effect, or fail with ENOSYS.
"""

from __future__ import annotations

import errno
import functools
import tempfile
from types import ModuleType

PLACEHOLDER = 0x5EED_1D00
"""Replaced by the child's own pid before the filter is loaded. Larger than any pid_max."""


def _split(listed: str) -> list[str]:
    return listed.split()


# Memory, time, waiting, reading, and everything that torch, glibc and asyncio do on their own.
_ALLOWED = _split("""
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

# These return success without any effect: Landlock does not cover chmod and the like, and a flood
# of fsync would slow down the whole machine, but harmless code calls them too.
_IGNORED = _split("""
    chmod fchmod fchmodat fchmodat2 utime utimes utimensat futimesat fsync fdatasync msync sync
    syncfs sync_file_range sched_setaffinity set_mempolicy mbind
""")

# Newer calls; glibc falls back to older ones if they fail with ENOSYS.
_NOT_IMPLEMENTED = _split("""
    clone3 openat2 io_uring_setup io_uring_enter io_uring_register futex_waitv futex_wake
    futex_wait futex_requeue
""")

_NETWORK = _split("""
    socket connect bind listen accept accept4 sendmsg sendmmsg recvmsg recvmmsg setsockopt
    getsockopt
""")

# A driver uses ioctl requests of its own, and locks pages. It makes its other calls while it is
# opened, before the filter is loaded.
_DEVICE_CALLS = ["ioctl", "mlock", "mlock2", "munlock"]

_CLONE_THREAD = 0x10000
_CLONE_NEW = 0x7E020080  # every CLONE_NEW… namespace flag
_O_TMPFILE = 0o20000000
_IOCTL_REQUESTS = (
    0x5401,
    0x5413,
    0x541B,
    0x5421,
    0x5450,
    0x5451,
)  # is it a terminal, FIONREAD, FIO…
_FCNTL_COMMANDS = (0, 1, 2, 3, 4, 1030)  # duplicate, flags
# A lock belongs to a file of the whole machine and may outlive the task. No rlimit covers its
# kernel memory, and every process that closes the file searches all of its locks. No other process
# may write to a scratch directory, so harmless code (sqlite3) needs no real lock there: setting one
# returns success without any effect. A query (F_GETLK) changes nothing, and sqlite3 needs the
# kernel's true answer, "none". F_OFD_GETLK is denied: no harmless code uses it.
_F_GETLK = 5
_F_SETLK, _F_SETLKW, _F_OFD_SETLK, _F_OFD_SETLKW = 6, 7, 37, 38
# The operations that glibc (2.28 or newer, which torch needs), libstdc++ and the OpenMP runtimes
# use. The others (requeueing, priority inheritance, arithmetic) have had vulnerabilities. On
# ENOSYS, glibc assumes a kernel without them and offers no mutexes with priority inheritance.
_FUTEX_WAIT, _FUTEX_WAKE, _FUTEX_WAIT_BITSET, _FUTEX_WAKE_BITSET = 0, 1, 9, 10
_FUTEX_ALLOWED = (_FUTEX_WAIT, _FUTEX_WAKE, _FUTEX_WAIT_BITSET, _FUTEX_WAKE_BITSET)
_FUTEX_NOT_IMPLEMENTED = (2, 3, 4, 5, 6, 7, 8, 11, 12, 13)
_FUTEX_OPERATION_MASK = 0xFFFFFFFF & ~(
    128 | 256
)  # without FUTEX_PRIVATE_FLAG, FUTEX_CLOCK_REALTIME
_PRCTL_OPTIONS = (3, 15, 16, 21, 23, 39, 0x53564D41)  # only what reads, and names
_AF_UNIX, _SOCK_STREAM, _TYPE_MASK = 1, 1, 0xF
_MSG_OOB = 0x1


class FilterError(Exception):
    """libseccomp is missing or could not compile the filter; the message says which."""


def compile_filter(*, for_device: bool = False, arch: str = "NATIVE") -> bytes:
    """Return the filter as BPF, with PLACEHOLDER in place of the child's pid. Raise FilterError.

    `for_device` allows the calls that a GPU's driver needs, which enlarges the attack surface.
    `arch` is libseccomp's name of a processor, such as "AARCH64", to test other filters than the
    one of this machine.
    """
    try:
        import pyseccomp
    except (ImportError, RuntimeError, OSError) as error:
        raise FilterError(f"libseccomp could not be loaded ({error})") from error
    try:
        return _compiled(pyseccomp, for_device, arch)
    except OSError as error:  # such as a kernel (gVisor's) without an action that the filter uses
        raise FilterError(f"libseccomp could not compile the filter: {error}") from error


@functools.cache
def _compiled(lib: ModuleType, for_device: bool, arch: str) -> bytes:
    seccomp_filter = lib.SyscallFilter(lib.ERRNO(errno.EPERM))
    if not seccomp_filter.exist_arch(getattr(lib.Arch, arch)):
        seccomp_filter.add_arch(getattr(lib.Arch, arch))
        seccomp_filter.remove_arch(lib.Arch.NATIVE)
    seccomp_filter.set_attr(lib.Attr.ACT_BADARCH, lib.KILL_PROCESS)
    seccomp_filter.set_attr(lib.Attr.CTL_OPTIMIZE, 2)
    for name in sorted(set(_ALLOWED) - {"tgkill"} - set(_IGNORED)):
        _add_rule(lib, seccomp_filter, lib.ALLOW, name)
    for name in _IGNORED:
        _add_rule(lib, seccomp_filter, lib.ERRNO(0), name)
    for name in _DEVICE_CALLS if for_device else ():
        _add_rule(lib, seccomp_filter, lib.ALLOW, name)
    for name in _NOT_IMPLEMENTED:
        _add_rule(lib, seccomp_filter, lib.ERRNO(errno.ENOSYS), name)
    for name in _NETWORK:
        _add_rule(lib, seccomp_filter, lib.ERRNO(errno.EACCES), name)
    _add_conditional_rules(lib, seccomp_filter, any_ioctl=for_device)
    with tempfile.TemporaryFile() as file:
        seccomp_filter.export_bpf(file)
        file.seek(0)
        program = file.read()
    if PLACEHOLDER.to_bytes(4, "little") not in program:
        raise FilterError("libseccomp compiled a filter without the placeholder of the pid")
    return program


def _add_conditional_rules(lib: ModuleType, seccomp_filter: object, *, any_ioctl: bool) -> None:
    """Add the rules for calls that are allowed only with some arguments."""
    equal, masked = lib.EQ, lib.MASKED_EQ

    def allow(name: str, *conditions: object) -> None:
        _add_rule(lib, seccomp_filter, lib.ALLOW, name, *conditions)

    # Threads, but no processes and no namespaces.
    thread = lib.Arg(0, masked, _CLONE_THREAD | _CLONE_NEW, _CLONE_THREAD)
    allow("clone", thread)
    # Signals to itself only. The second argument of tgkill then has to be one of its own threads.
    for name in ("kill", "tgkill"):
        allow(name, lib.Arg(0, equal, PLACEHOLDER))
    # Its own limits. It can only lower them.
    for pid in (0, PLACEHOLDER):
        allow("prlimit64", lib.Arg(0, equal, pid))
    allow("setrlimit")
    # Files without a name would not be counted against the limit of the scratch directory.
    allow("open", lib.Arg(1, masked, _O_TMPFILE, 0))
    allow("openat", lib.Arg(2, masked, _O_TMPFILE, 0))
    # asyncio wakes itself through a socket pair. Datagram sockets could send to other sockets.
    kind = lib.Arg(1, masked, _TYPE_MASK, _SOCK_STREAM)
    allow("socketpair", lib.Arg(0, equal, _AF_UNIX), kind)
    # Out-of-band data is rarely used kernel code, which has had vulnerabilities.
    in_band = lib.Arg(3, masked, _MSG_OOB, 0)
    allow("sendto", lib.Arg(4, equal, 0), in_band)
    allow("recvfrom", in_band)
    for request in () if any_ioctl else _IOCTL_REQUESTS:
        allow("ioctl", lib.Arg(1, equal, request))
    for command in (*_FCNTL_COMMANDS, _F_GETLK):
        allow("fcntl", lib.Arg(1, equal, command))
    for command in (_F_SETLK, _F_SETLKW, _F_OFD_SETLK, _F_OFD_SETLKW):
        _add_rule(lib, seccomp_filter, lib.ERRNO(0), "fcntl", lib.Arg(1, equal, command))
    for operation in _FUTEX_ALLOWED:
        allow("futex", lib.Arg(1, masked, _FUTEX_OPERATION_MASK, operation))
    for operation in _FUTEX_NOT_IMPLEMENTED:
        other = lib.Arg(1, masked, _FUTEX_OPERATION_MASK, operation)
        _add_rule(lib, seccomp_filter, lib.ERRNO(errno.ENOSYS), "futex", other)
    for option in _PRCTL_OPTIONS:
        allow("prctl", lib.Arg(0, equal, option))


def _add_rule(
    lib: ModuleType, seccomp_filter: object, action: int, name: str, *conditions: object
) -> None:
    number = lib.resolve_syscall(lib.Arch.NATIVE, name)
    if number < 0:
        return  # unknown to this processor or this libseccomp: denied by default
    try:
        seccomp_filter.add_rule(action, number, *conditions)  # type: ignore[attr-defined]
    except OSError as error:
        raise FilterError(f"libseccomp rejected the rule for {name}: {error}") from error
