"""Starts other programs, in every way Python has."""
import os
import subprocess
import sys

got = []
attempts = [
    lambda: subprocess.check_output(["/bin/sh", "-c", "echo attacked"]),
    lambda: os.popen("echo attacked").read(),
    lambda: os.posix_spawn("/bin/sh", ["sh", "-c", "true"], {}),
    lambda: os.execv(sys.executable, [sys.executable, "-c", "print('attacked')"]),
    lambda: os.execve("/bin/sh", ["sh", "-c", "echo attacked"], {}),
]
for attempt in attempts:
    try:
        got.append(attempt())
    except OSError:
        pass
if os.system("true") == 0:
    got.append("system")
[thing for thing in got if thing]
