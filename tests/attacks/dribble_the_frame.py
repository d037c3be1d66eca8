"""Sends its answer byte by byte, so slowly that it is never complete."""
import os
import time

ENDING = {"timeout"}
os.write(3, b"TSJ1" + (1 << 19).to_bytes(4, "big") + bytes(8))
while True:
    os.write(3, b" ")
    time.sleep(0.001)
