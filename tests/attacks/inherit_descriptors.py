"""Uses every descriptor that was left open."""
import os

got = []
for descriptor in range(4, 1024):
    try:
        os.fstat(descriptor)
        got.append((descriptor, os.readlink(f"/proc/self/fd/{descriptor}")))
    except OSError:
        pass
got
