"""Fills the disk with files that are deleted but still open."""
import os
import time

ENDING = {"refused", "timeout"}
held = []
try:
    while len(held) < 40:
        held.append(open("file", "wb"))
        os.remove("file")
        held[-1].write(bytes(8 << 20))
        held[-1].flush()
except OSError as error:
    raise error
while True:
    time.sleep(1)
