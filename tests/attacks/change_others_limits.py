"""Lowers the worker's and the template's limits, so that they fail."""
import os
import resource

got = []
for pid in (PLANTED["worker"], PLANTED["template"], PLANTED["sibling"], 1, 2, os.getppid()):
    if pid in (0, os.getpid()):
        continue
    try:
        resource.prlimit(pid, resource.RLIMIT_NOFILE, (0, 0))
        got.append(pid)
    except OSError:
        pass
got
