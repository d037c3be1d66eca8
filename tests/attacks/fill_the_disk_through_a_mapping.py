"""Fills the disk by writing to memory that a file lies behind."""
import mmap
import os

ENDING = {"refused", "crashed", "out-of-memory"}
held = []
for number in range(64):
    descriptor = os.open(f"f{number}", os.O_CREAT | os.O_RDWR)
    os.ftruncate(descriptor, 16 << 20)
    mapped = mmap.mmap(descriptor, 16 << 20)
    for page in range(0, 16 << 20, 4096):
        mapped[page] = 1
    held.append(mapped)
import time

time.sleep(600)
