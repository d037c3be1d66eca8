"""Fills the disk with files in directories that cannot be listed, so that they are not counted."""
import os
import time

ENDING = {"refused"}
os.umask(0)
for number in range(20):
    os.mkdir(str(number), 0o300)
    with open(f"{number}/hidden", "wb") as file:
        for _ in range(20):
            file.write(bytes(1 << 20))
time.sleep(2)
got = "400 MiB"
got
