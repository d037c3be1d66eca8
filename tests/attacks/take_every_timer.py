"""Makes timers without end: each holds one of the signals that a user may have waiting, in all."""
import ctypes
import platform

libc = ctypes.CDLL(None)
number = 222 if platform.machine() == "x86_64" else 107  # timer_create
made = ctypes.c_int()
got = []
for _ in range(5000):
    if libc.syscall(number, 1, None, ctypes.byref(made)) == 0:
        got.append(made.value)
got
