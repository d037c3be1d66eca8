"""Gives its threads names that mislead parsers of /proc: another state, parent, two lines."""
import ctypes
import threading
import time

libc = ctypes.CDLL(None)
for name in (b") Z 1 1 1 (", b"python\nPPid:\t1", b"State:\tZ", b"\xff\x00"):
    libc.prctl(15, name, 0, 0, 0)  # PR_SET_NAME
    thread = threading.Thread(target=lambda name=name: (libc.prctl(15, name), time.sleep(0.05)))
    thread.start()
    thread.join()
got = None
got
