"""Enlarges its pipes: that memory is the kernel's, and its sum is limited for all of a user's pipes."""
import fcntl
import os

got = []
for descriptor in (1, 2, *os.pipe()):
    try:
        if fcntl.fcntl(descriptor, 1031, 1 << 20) >= 1 << 20:  # F_SETPIPE_SZ
            got.append(descriptor)
    except OSError:
        pass
got
