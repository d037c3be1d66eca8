"""Sends out-of-band data to the worker and to itself: rarely used kernel code."""
import ctypes
import socket

libc = ctypes.CDLL(None)
one, other = socket.socketpair()
got = []
for descriptor in (3, one.fileno()):
    if libc.send(descriptor, b"x", 1, socket.MSG_OOB) >= 0:
        got.append(descriptor)
one.send(b"y")
if libc.recv(other.fileno(), ctypes.create_string_buffer(1), 1, socket.MSG_OOB) >= 0:
    got.append("received")
got
