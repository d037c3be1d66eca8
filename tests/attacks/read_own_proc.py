"""Reads what /proc says of itself: maps help to forge, fd lists what is open."""
import os

got = []
for name in ("mem", "maps", "environ", "fd", "mountinfo", "root", "cwd/../.."):
    try:
        got.append(os.listdir(f"/proc/self/{name}"))
    except OSError:
        pass
    try:
        got.append(open(f"/proc/self/{name}", "rb").read(10))
    except OSError:
        pass
got
