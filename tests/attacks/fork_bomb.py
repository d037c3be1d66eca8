"""Forks without end."""
import ctypes
import os

libc = ctypes.CDLL(None)
got = []
for attempt in (os.fork, os.forkpty, libc.fork, libc.vfork):
    try:
        pid = attempt()
        pid = pid[0] if isinstance(pid, tuple) else pid
        if pid == 0:
            os._exit(0)
        if pid > 0:
            got.append(pid)
    except OSError:
        pass
got
