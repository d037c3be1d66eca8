"""Writes a program to its scratch directory or to memory, and runs it."""
import ctypes
import os
import platform

libc = ctypes.CDLL(None)
got = []
with open("program", "w") as file:
    file.write("#!/bin/sh\necho attacked\n")
os.chmod("program", 0o755)
for path in ("./program", "/proc/self/exe"):
    try:
        os.execv(path, [path])
    except OSError:
        pass
try:
    got.append(os.memfd_create("program"))
except OSError:
    pass
if libc.syscall(322 if platform.machine() == "x86_64" else 281, -100, b"./program", 0, 0, 0) == 0:
    got.append("execveat")
got
