"""Looks up names that do not exist: the kernel caches each of them in its own memory."""
import os

got = []
try:
    for number in range(100_000):
        for place in ("", "/usr/"):
            if os.access(f"{place}missing-{number}", os.F_OK):
                got.append(number)
except MemoryError:
    pass
got
