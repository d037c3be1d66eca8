"""Reads how others were started and what they hold: command lines, maps, descriptors, mounts."""
import os

got = []
for who in (PLANTED["worker"], PLANTED["template"], PLANTED["sibling"], 1, os.getppid()):
    for name in ("cmdline", "maps", "environ", "stack", "syscall", "auxv", "pagemap", "fdinfo/0"):
        try:
            with open(f"/proc/{who}/{name}", "rb") as file:
                if file.read(64):
                    got.append((who, name))
        except OSError:
            pass
got
