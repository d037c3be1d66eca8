"""Sends signals to everything that it can name."""
import ctypes
import os
import platform
import signal

libc = ctypes.CDLL(None)
tgkill = 234 if platform.machine() == "x86_64" else 131
got = []
for pid in (PLANTED["worker"], PLANTED["template"], PLANTED["sibling"], 1, 2, 3, os.getppid(), 0, -1):
    if pid == os.getpid():
        continue
    for number in (signal.SIGKILL, signal.SIGSTOP):
        if libc.kill(pid, number) == 0:
            got.append(pid)
        if libc.syscall(tgkill, pid, pid, int(number)) == 0:
            got.append(pid)
got
