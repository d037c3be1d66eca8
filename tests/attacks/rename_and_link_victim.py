"""Moves, links and removes the victim, to bring it into reach."""
import os

for attempt in (os.rename, os.link, os.symlink):
    try:
        attempt(PLANTED["victim"], "mine")
    except OSError:
        pass
for attempt in (os.remove, os.rmdir):
    try:
        attempt(PLANTED["victim"])
    except OSError:
        pass
got = [name for name in os.listdir(".") if os.path.lexists(name)]
got
