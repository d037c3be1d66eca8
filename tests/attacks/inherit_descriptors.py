"""Uses every descriptor that was left open."""
import os

got = []
for descriptor in range(4, 1024):
    try:
        os.fstat(descriptor)
        name = os.readlink(f"/proc/self/fd/{descriptor}")
        if name not in PLANTED["device-files"]:
            got.append((descriptor, name))
    except OSError:
        pass
got
