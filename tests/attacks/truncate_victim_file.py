"""Empties a file by its path, which early Landlock does not watch."""
import ctypes
import os

for attempt in (lambda: os.truncate(PLANTED["victim"], 0),):
    try:
        attempt()
    except OSError:
        pass
ctypes.CDLL(None).truncate(PLANTED["victim"].encode(), 0)
got = None
got
