"""Asks sockets who is at their other end, and sets options that reach beyond its own process."""
import ctypes
import platform
import socket

libc = ctypes.CDLL(None)
getsockopt, setsockopt = (55, 54) if platform.machine() == "x86_64" else (209, 208)
PEERCRED, PEERSEC, PEERGROUPS, PEERPIDFD = 17, 31, 59, 77
SNDBUFFORCE, RCVBUFFORCE, ATTACH_FILTER, ATTACH_BPF, BUSY_POLL, MARK = 32, 33, 26, 50, 46, 36
space, size = ctypes.create_string_buffer(4096), ctypes.c_uint32(4096)
pair = socket.socketpair()
got = []
for descriptor in (3, pair[0].fileno()):
    for option in (PEERCRED, PEERSEC, PEERGROUPS, PEERPIDFD):
        if libc.syscall(getsockopt, descriptor, 1, option, space, ctypes.byref(size)) == 0:
            got.append(("get", descriptor, option))
    for option in (SNDBUFFORCE, RCVBUFFORCE, ATTACH_FILTER, ATTACH_BPF, BUSY_POLL, MARK):
        if libc.syscall(setsockopt, descriptor, 1, option, space, 4096) == 0:
            got.append(("set", descriptor, option))
got
