"""Has the kernel send signals to others on its behalf."""
import fcntl
import os
import signal

got = []
reader, writer = os.pipe()
for pid in (PLANTED["worker"], PLANTED["template"], 1, os.getppid()):
    for command in (fcntl.F_SETOWN, fcntl.F_SETSIG, 15):
        try:
            fcntl.fcntl(reader, command, pid)
            got.append(command)
        except OSError:
            pass
for command in (fcntl.F_SETLEASE, fcntl.F_NOTIFY):
    try:
        fcntl.fcntl(os.open(".", os.O_RDONLY), command, 0)
        got.append(command)
    except OSError:
        pass
got
