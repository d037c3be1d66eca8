"""Searches the frames of its callers for secrets."""
import sys

got = []
frame = sys._getframe()
while frame is not None:
    for name, value in list(frame.f_locals.items()):
        if PLANTED["mark"] + "-" in str(value)[:100_000] and name not in ("source", "PLANTED"):
            got.append(name)
    frame = frame.f_back
got
