"""Searches for secrets that the fork server may have had in memory when it forked."""
import ctypes
import gc

got = []
mark = PLANTED["mark"].encode()
for thing in gc.get_objects():
    if isinstance(thing, dict):
        for value in list(thing.values()):
            text = value.encode() if isinstance(value, str) else value
            if isinstance(text, bytes) and mark + b"-" in text:
                got.append(text)
got
