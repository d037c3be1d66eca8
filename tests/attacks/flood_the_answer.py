"""Sends an endless frame."""
import os

ENDING = {"output-limit"}
os.write(3, b"TSJ1" + (100).to_bytes(4, "big") + (2**62).to_bytes(8, "big"))
while True:
    os.write(3, b"x" * 65536)
