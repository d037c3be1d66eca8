"""Floods stderr by raw writes from many threads."""
import os
import threading

ENDING = {"output-limit"}


def flood():
    while True:
        os.write(2, b"x" * 65536)


for _ in range(8):
    threading.Thread(target=flood).start()
flood()
