"""Interrupts every processor of the machine again and again, by memory barriers from threads."""
import ctypes
import platform
import threading

libc = ctypes.CDLL(None)
membarrier = 324 if platform.machine() == "x86_64" else 283
COMMANDS = (0, 2, 4, 8, 16, 32, 64, 1 << 7, 1 << 8)


def flood():
    for _ in range(300):
        for command in COMMANDS:
            libc.syscall(membarrier, command, 0, 0)


threads = [threading.Thread(target=flood) for _ in range(8)]
for each in threads:
    each.start()
for each in threads:
    each.join()
got = None
got
