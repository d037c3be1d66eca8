"""Asks for a core dump, which would hold its memory and stay on the disk, and then crashes."""
import os
import resource
import signal

ENDING = {"crashed"}
for limit in (resource.RLIM_INFINITY, 1 << 20, 1):
    try:
        resource.setrlimit(resource.RLIMIT_CORE, (limit, limit))
    except (OSError, ValueError):
        pass
for path, text in (("/proc/self/coredump_filter", "0x7f"), ("/proc/sys/kernel/core_pattern", "core")):
    try:
        open(path, "w").write(text)
    except OSError:
        pass
signal.signal(signal.SIGABRT, signal.SIG_DFL)
os.abort()
