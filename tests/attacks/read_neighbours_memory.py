"""Reads other processes' memory through /proc."""
import os

got = []
for pid in (PLANTED["worker"], PLANTED["template"], PLANTED["sibling"], 1, 2, os.getppid()):
    for name in ("mem", "environ", "maps", "cmdline", "root/etc/passwd", "fd", "status"):
        try:
            with open(f"/proc/{pid}/{name}", "rb") as file:
                got.append((pid, name, file.read(100)))
        except OSError:
            pass
got
