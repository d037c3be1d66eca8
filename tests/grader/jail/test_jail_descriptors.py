"""Children share no open file description, so that nothing done to one affects another task."""

import ctypes
import errno
import fcntl
import os
import platform
import struct
from pathlib import Path

import pytest
import pytest_asyncio

from grader.jail import Task
from tests.support.jail_modes import MODES, children_of, template_of
from tests.support.polling import until

pytestmark = pytest.mark.asyncio(loop_scope="session")

KCMP = {"x86_64": 312, "aarch64": 272}
ATTACKS = Path(__file__).parents[2] / "attacks"
libc = ctypes.CDLL(None, use_errno=True)
libc.syscall.restype = ctypes.c_long


def is_same_description(one, other):
    """Return whether two descriptors, each given with its process, are the same description."""
    (pid, descriptor), (other_pid, other_descriptor) = one, other
    arguments = (KCMP[platform.machine()], pid, other_pid, 0, descriptor, other_descriptor)
    result = libc.syscall(*map(ctypes.c_long, arguments))
    if result >= 0:
        return result == 0
    error = ctypes.get_errno()
    if error in {errno.EPERM, errno.ENOSYS}:
        pytest.skip(f"needs a kernel with kcmp, and the right to use it: {os.strerror(error)}")
    raise OSError(error, os.strerror(error))


def descriptors(pid):
    listed = Path(f"/proc/{pid}/fd")
    names = [path.name for path in listed.iterdir()]
    # The descriptor used to list our own is closed by now.
    return [(pid, int(name)) for name in names if os.path.lexists(listed / name)]


@pytest_asyncio.fixture(loop_scope="session", params=MODES)
async def jail(request, jail_in):
    """A jail in every mode that this machine supports."""
    return await jail_in(request.param)


async def test_no_open_file_description_is_shared_between_children_nor_with_the_template(jail):
    await until(lambda: jail.idle_children == len(children_of(jail)) == 2)
    first, second = (descriptors(pid) for pid in children_of(jail))
    # stdin, stdout, stderr, the answer; above, those of a driver.
    assert {descriptor for _, descriptor in first} >= {0, 1, 2, 3}
    others = {
        "the other child": second,
        "the template": descriptors(template_of(jail)),
        "the worker": descriptors(os.getpid()),
    }
    shared = [
        (whose, one, other)
        for whose, other_descriptors in others.items()
        for one in first
        for other in other_descriptors
        if is_same_description(one, other)
    ]
    assert shared == []


async def test_a_flag_set_on_standard_input_is_not_set_for_the_next_task(jail):
    task = Task((ATTACKS / "leave_flags_on_standard_input.py").read_text(), device=jail.device)
    assert [(await jail.run(task)).value for _ in range(4)] == ["0"] * 4


LOCKS = """
import fcntl, os, struct
for descriptor in (0, os.open(os.devnull, os.O_RDWR), os.open("own", os.O_RDWR | os.O_CREAT)):
    for command in (6, 7, 37, 38):
        kind = fcntl.F_WRLCK if descriptor else fcntl.F_RDLCK
        fcntl.fcntl(descriptor, command, struct.pack("hhqqi4x", kind, 0, 77, 1, 0))
1
"""


async def test_a_lock_that_a_task_takes_is_seen_by_nobody(jail):
    with Path(os.devnull).open("r+b", buffering=0) as null:
        assert (await jail.run(Task(LOCKS, device=jail.device))).value == "1"
        asked = struct.pack("hhqqi4x", fcntl.F_WRLCK, os.SEEK_SET, 0, 0, 0)
        for command in (fcntl.F_GETLK, fcntl.F_OFD_GETLK):
            [kind, *_] = struct.unpack("hhqqi4x", fcntl.fcntl(null, command, asked))
            assert kind == fcntl.F_UNLCK
