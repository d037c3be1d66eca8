"""Opens sockets of every family by raw system calls."""
import ctypes

libc = ctypes.CDLL(None)
got = []
for family in range(46):
    for kind in (1, 2, 3, 5):
        if libc.socket(family, kind, 0) >= 0:
            got.append((family, kind))
got
