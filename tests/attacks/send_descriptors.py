"""Hands descriptors to its worker beside an answer, which would keep them and what they hold open."""
import os
import socket

got = []
file = os.open("held", os.O_CREAT | os.O_RDWR)
channel = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM, 0, fileno=os.dup(3)) if False else None
one, other = socket.socketpair()
for end in (one, other):
    try:
        socket.send_fds(end, [b"x"], [file] * 100)
        got.append(end)
    except OSError:
        pass
os.unlink("held")
got
