"""Signals by the calls that are seldom thought of."""
import ctypes
import os

libc = ctypes.CDLL(None)
info = ctypes.create_string_buffer(128)
got = []
for pid in (PLANTED["worker"], PLANTED["template"], PLANTED["sibling"], 1, 2, os.getppid()):
    for number in (129, 297):
        arguments = (pid, 9, info) if number == 129 else (pid, pid, 9, info)
        if libc.syscall(number, *arguments) == 0:
            got.append(pid)
got
