"""Signals by rarely used system calls."""
import ctypes
import os
import platform

libc = ctypes.CDLL(None)
info = ctypes.create_string_buffer(128)
to_process, to_thread = (129, 297) if platform.machine() == "x86_64" else (138, 240)
got = []
for pid in (PLANTED["worker"], PLANTED["template"], PLANTED["sibling"], 1, 2, os.getppid()):
    for number in (to_process, to_thread):
        arguments = (pid, 9, info) if number == to_process else (pid, pid, 9, info)
        if libc.syscall(number, *arguments) == 0:
            got.append(pid)
got
