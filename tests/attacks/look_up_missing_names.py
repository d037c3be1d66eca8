"""Looks up names that do not exist: the kernel remembers each of them, in memory of its own."""
import os

got = []
try:
    for number in range(300_000):
        for place in ("", "/usr/"):
            if os.access(f"{place}missing-{number}", os.F_OK):
                got.append(number)
except MemoryError:
    pass
got
