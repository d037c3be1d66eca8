"""Signals others through a descriptor of their process."""
import os
import signal

got = []
for pid in (PLANTED["worker"], PLANTED["template"], PLANTED["sibling"], 1, 2, os.getppid()):
    try:
        handle = os.pidfd_open(pid)
        got.append(pid)
        signal.pidfd_send_signal(handle, signal.SIGKILL)
    except OSError:
        pass
got
