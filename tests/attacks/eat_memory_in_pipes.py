"""Hoards memory in the kernel's own buffers: pipes and socket pairs."""
import fcntl
import os
import socket

pipes = []
size = 0
try:
    while True:
        _, into = pair = os.pipe()
        os.set_blocking(into, False)
        pipes.append(pair)
        try:
            size = max(size, fcntl.fcntl(into, 1031, 64 << 20))
        except OSError:
            pass
        try:
            while True:
                os.write(into, bytes(65536))
        except BlockingIOError:
            pass
except OSError:
    pass
got = size or len(pipes) > 100
got
