"""Uses the futex operations that no library of ours needs, some of which had holes."""
import ctypes
import errno
import platform

libc = ctypes.CDLL(None, use_errno=True)
libc.syscall.restype = ctypes.c_long
FUTEX = 202 if platform.machine() == "x86_64" else 98
OPERATIONS = {
    "fd": 2, "requeue": 3, "cmp_requeue": 4, "wake_op": 5, "lock_pi": 6, "unlock_pi": 7,
    "trylock_pi": 8, "wait_requeue_pi": 11, "cmp_requeue_pi": 12, "lock_pi2": 13,
}  # fmt: skip
NEWER = {"waitv": 449, "wake": 454, "wait": 455, "requeue": 456}
DENIED = {errno.EPERM, errno.ENOSYS}
moment = (ctypes.c_long * 2)(0, 1)
got = []


def tried(name, *arguments):
    ctypes.set_errno(0)
    longs = [ctypes.c_long(one) if isinstance(one, int) else one for one in arguments]
    if libc.syscall(*longs) >= 0 or ctypes.get_errno() not in DENIED:
        got.append((name, ctypes.get_errno()))


for name, operation in OPERATIONS.items():
    for flags in (0, 128, 256, 384, 1 << 32):  # private, by the clock, both, beyond an int
        word, other = ctypes.c_uint32(0), ctypes.c_uint32(0)
        tried(name, FUTEX, ctypes.byref(word), operation | flags, 1, moment, ctypes.byref(other), 0)
for name, number in NEWER.items():
    tried(name, number, ctypes.byref(ctypes.create_string_buffer(64)), 1, 0, moment, 1, 0)
got
