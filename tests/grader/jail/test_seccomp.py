"""The seccomp filter of another processor than this one.

The program is interpreted here, on system calls that are not made.
"""

import errno
import os
import struct
from unittest.mock import create_autospec

import pyseccomp
import pytest

from grader.jail.doctor import survey_layers
from grader.jail.inside.syscalls import Filter
from grader.jail.seccomp import PLACEHOLDER, FilterError, _compiled, compile_filter
from grader.jail.visible_paths import _loaders

ARM64, X86_64 = 0xC00000B7, 0xC000003E  # <linux/audit.h>
ALLOW, KILL_PROCESS, ERRNO = 0x7FFF0000, 0x80000000, 0x00050000
CLONE_THREAD, CLONE_VM, SIGCHLD = 0x10000, 0x100, 17

# Numbers from <asm-generic/unistd.h>, which arm64 uses.
CALLS = {
    "read": (63, (0, 0, 100), ALLOW),
    "mmap": (222, (0, 4096, 3, 0x22), ALLOW),
    "openat": (56, (0, 0, os.O_RDONLY), ALLOW),
    "openat without a name": (56, (0, 0, 0o20000000 | os.O_RDWR), errno.EPERM),
    "a thread": (220, (CLONE_THREAD | CLONE_VM,), ALLOW),
    "a process": (220, (SIGCHLD,), errno.EPERM),
    "a thread in a new namespace": (220, (CLONE_THREAD | 0x10000000,), errno.EPERM),
    "clone3": (435, (), errno.ENOSYS),
    "execve": (221, (), errno.EPERM),
    "ptrace": (117, (), errno.EPERM),
    "socket": (198, (2, 1, 0), errno.EACCES),
    "a stream pair": (199, (1, 1, 0), ALLOW),
    "sending in band": (206, (3, 0, 1, 0, 0), ALLOW),
    "sending out of band": (206, (3, 0, 1, 0x4001, 0), errno.EPERM),
    "sending to somebody": (206, (3, 0, 1, 0, 1), errno.EPERM),
    "receiving in band": (207, (3, 0, 1, 0x2), ALLOW),
    "receiving out of band": (207, (3, 0, 1, 0x1), errno.EPERM),
    "kill itself": (129, (os.getpid(), 9), ALLOW),
    "kill another": (129, (os.getppid(), 9), errno.EPERM),
    "kill all": (129, (0xFFFFFFFF, 9), errno.EPERM),
    "bpf": (280, (), errno.EPERM),
    "io_uring_setup": (425, (), errno.ENOSYS),
    "fchmodat": (53, (), 0),
    "a call of tomorrow": (999, (), errno.EPERM),
    "duplicating a descriptor": (25, (3, 0), ALLOW),
    "setting flags": (25, (3, 4, os.O_NONBLOCK), ALLOW),
    "asking for a lock": (25, (3, 5), ALLOW),
    "taking a lock": (25, (3, 6), 0),
    "waiting for a lock": (25, (3, 7), 0),
    "asking for a lock of a description": (25, (3, 36), errno.EPERM),
    "taking a lock of a description": (25, (3, 37), 0),
    "waiting for a lock of a description": (25, (3, 38), 0),
    "locking a whole file": (32, (3, 2), errno.EPERM),
    "setting who gets signals": (25, (3, 8), errno.EPERM),
    "taking a lease": (25, (3, 1024), errno.EPERM),
    "watching a directory": (25, (3, 1026), errno.EPERM),
    "enlarging a pipe": (25, (3, 1031), errno.EPERM),
    "futex_waitv": (449, (), errno.ENOSYS),
}
FUTEX, PRIVATE, CLOCK_REALTIME = 98, 128, 256
FUTEX_ALLOWED = {"wait": 0, "wake": 1, "wait_bitset": 9, "wake_bitset": 10}
FUTEX_UNKNOWN = {
    "fd": 2, "requeue": 3, "cmp_requeue": 4, "wake_op": 5, "lock_pi": 6, "unlock_pi": 7,
    "trylock_pi": 8, "wait_requeue_pi": 11, "cmp_requeue_pi": 12, "lock_pi2": 13,
}  # fmt: skip
CALLS |= {
    f"futex {name} with flags {flags}": (FUTEX, (0, operation | flags), expected)
    for flags in (0, PRIVATE, CLOCK_REALTIME, PRIVATE | CLOCK_REALTIME)
    for operations, expected in ((FUTEX_ALLOWED, ALLOW), (FUTEX_UNKNOWN, errno.ENOSYS))
    for name, operation in operations.items()
}
CALLS["a futex operation of tomorrow"] = (FUTEX, (0, 14), errno.EPERM)
CALLS["a futex operation with a strange flag"] = (FUTEX, (0, 64), errno.EPERM)
CALLS["a futex operation beyond an int"] = (FUTEX, (0, 6 | 1 << 32), errno.ENOSYS)


def outcome(program, call, arguments=(), arch=ARM64):
    """Return the result of the filter: ALLOW, KILL_PROCESS or an errno."""
    padded = (*arguments, 0, 0, 0, 0, 0, 0)[:6]
    data = struct.pack("<IIQ6Q", call, arch, 0, *padded)
    code = list(struct.iter_unpack("<HBBI", program))
    position = value = 0
    while True:
        operation, if_true, if_false, operand = code[position]
        position += 1
        match operation:
            case 0x20:  # load 32 bits
                (value,) = struct.unpack_from("<I", data, operand)
            case 0x54:
                value &= operand
            case 0x05:
                position += operand
            case 0x15:
                position += if_true if value == operand else if_false
            case 0x25:
                position += if_true if value > operand else if_false
            case 0x35:
                position += if_true if value >= operand else if_false
            case 0x45:
                position += if_true if value & operand else if_false
            case 0x06:
                return operand & 0xFFFF if operand & 0xFFFF0000 == ERRNO else operand
            case _:
                raise AssertionError(f"an unknown instruction: {operation:#x}")


@pytest.fixture(scope="module")
def on_arm64():
    return Filter(compile_filter(arch="AARCH64"), PLACEHOLDER).with_own_pid()


@pytest.mark.parametrize("name", CALLS)
def test_on_arm64_the_same_is_allowed_and_denied_as_here(on_arm64, name):
    number, arguments, expected = CALLS[name]
    assert outcome(on_arm64, number, arguments) == expected


def test_on_arm64_a_call_by_another_processors_numbers_ends_the_process(on_arm64):
    assert outcome(on_arm64, 0, (0, 0, 1), arch=X86_64) == KILL_PROCESS


def test_a_kernel_without_an_action_of_the_filter_is_told_so_in_words(monkeypatch):
    """As gVisor's, which does not say that it can end a process."""
    refuse = create_autospec(pyseccomp.SyscallFilter.set_attr, side_effect=OSError(22, "Invalid"))
    monkeypatch.setattr(pyseccomp.SyscallFilter, "set_attr", refuse)
    _compiled.cache_clear()
    with pytest.raises(FilterError, match=r"could not compile the filter: .*Invalid"):
        compile_filter()
    layers = {layer.name: layer for layer in survey_layers()}
    assert not layers["seccomp"].standing
    assert "could not compile the filter: [Errno 22] Invalid" in layers["seccomp"].why


def test_the_drivers_calls_are_left_open_to_children_with_a_device_alone(on_arm64):
    with_device = compile_filter(for_device=True, arch="AARCH64")
    for ioctl, nvidia in ((29, 0xC0C84600), (29, 0x27)):
        assert outcome(with_device, ioctl, (3, nvidia)) == ALLOW
        assert outcome(on_arm64, ioctl, (3, nvidia)) == errno.EPERM


def test_the_loader_of_programs_is_shown_by_the_name_that_they_know(tmp_path):
    (tmp_path / "usr/lib/aarch64-linux-gnu").mkdir(parents=True)
    (tmp_path / "usr/lib/aarch64-linux-gnu/ld-linux-aarch64.so.1").touch()
    (tmp_path / "lib").symlink_to("usr/lib")
    link = tmp_path / "usr/lib/ld-linux-aarch64.so.1"
    link.symlink_to("aarch64-linux-gnu/ld-linux-aarch64.so.1")
    assert _loaders(tmp_path / "lib") == [str(link)]
