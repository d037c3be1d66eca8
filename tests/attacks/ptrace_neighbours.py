"""Attaches to others with ptrace, and reads with process_vm_readv."""
import ctypes
import os

libc = ctypes.CDLL(None)
buffer = ctypes.create_string_buffer(16)
local = (ctypes.c_size_t * 2)(ctypes.addressof(buffer), 16)
remote = (ctypes.c_size_t * 2)(id(ctypes), 16)
got = []
for pid in (PLANTED["worker"], PLANTED["template"], PLANTED["sibling"], 1, 2, os.getppid()):
    for request in (16, 0x4206):
        if libc.ptrace(request, pid, 0, 0) == 0:
            got.append(pid)
    if libc.process_vm_readv(pid, local, 1, remote, 1, 0) > 0:
        got.append(buffer.raw)
got
