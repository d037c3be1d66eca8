"""Sends a number of half a million digits, which takes long to read."""
import os

ENDING = {"vanished"}
text = b'{"blobs": [' + b"9" * 500_000 + b"]}"
frame = b"TSJ1" + len(text).to_bytes(4, "big") + bytes(8) + text
while frame:
    frame = frame[os.write(3, frame) :]
os._exit(0)
