"""Sends JSON that is nested a hundred thousand times, to break the parser."""
import os

ENDING = {"vanished"}
text = b"[" * 100_000
os.write(3, b"TSJ1" + len(text).to_bytes(4, "big") + bytes(8) + text)
os._exit(0)
