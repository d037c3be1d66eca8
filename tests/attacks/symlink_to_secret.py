"""Leaves a symbolic link in its scratch directory, for a cleaning up as another user."""
import os

for target in (PLANTED["file"], PLANTED["victim"], "/"):
    try:
        os.symlink(target, "link")
    except OSError:
        pass
got = os.listdir(".")
got
