"""Creates a process by clone and clone3, without libc."""
import ctypes
import os
import platform

libc = ctypes.CDLL(None)
clone = 56 if platform.machine() == "x86_64" else 220
arguments = (ctypes.c_uint64 * 11)()
arguments[4] = 17
got = []
for flags in (17, 0x10000000 | 17, 0x02000000 | 17, 0x100 | 17):
    pid = libc.syscall(clone, flags, 0, 0, 0, 0)
    if pid == 0:
        os._exit(0)
    if pid > 0:
        got.append(flags)
pid = libc.syscall(435, arguments, 88)
if pid == 0:
    os._exit(0)
if pid > 0:
    got.append("clone3")
got
