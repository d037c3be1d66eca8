"""Leaves pipes, sockets and devices for the cleaning up: opening a pipe would block."""
import os
import stat

got = []
for name, kind in (
    ("pipe", stat.S_IFIFO), ("socket", stat.S_IFSOCK), ("disk", stat.S_IFBLK), ("memory", stat.S_IFCHR),
):
    try:
        os.mknod(name, kind | 0o666, os.makedev(1, 1))
        got.append(name)
    except OSError:
        pass
got
