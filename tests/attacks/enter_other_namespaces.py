"""Enters the namespaces of other processes, or new ones of its own."""
import ctypes
import os
import platform

libc = ctypes.CDLL(None)
setns, unshare = (308, 272) if platform.machine() == "x86_64" else (268, 97)
KINDS = {"user": 1 << 28, "pid": 1 << 29, "net": 1 << 30, "mnt": 1 << 17, "uts": 1 << 26,
         "ipc": 1 << 27, "cgroup": 1 << 25, "time": 1 << 7}
got = []
for kind, flag in KINDS.items():
    if libc.syscall(unshare, flag) == 0:
        got.append(("new", kind))
    for process in ("self", 1, PLANTED["worker"], PLANTED["template"], PLANTED["sibling"]):
        try:
            descriptor = os.open(f"/proc/{process}/ns/{kind}", os.O_RDONLY)
        except OSError:
            continue
        if libc.syscall(setns, descriptor, 0) == 0:
            got.append((process, kind))
got
