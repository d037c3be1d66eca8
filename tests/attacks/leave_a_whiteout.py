"""Creates a device node indirectly: renaming creates one on overlay file systems."""
import ctypes
import os
import platform

libc = ctypes.CDLL(None)
number = 316 if platform.machine() == "x86_64" else 276  # renameat2
open("a", "w").close()
libc.syscall(number, -100, b"a", -100, b"b", 4)  # RENAME_WHITEOUT
got = []
for name in os.listdir("."):
    try:
        os.close(os.open(name, os.O_RDWR))
        if name == "a" and os.path.exists("b"):
            got.append(name)
    except OSError:
        pass
got
