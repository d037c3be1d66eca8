"""Sends an answer of three hundred thousand parts, each of them empty."""
import os

ENDING = {"answered", "vanished"}
text = b'{"ending": "answered", "value": null, "blobs": [' + b"0, " * 300_000 + b"0]}"
frame = memoryview(b"TSJ1" + len(text).to_bytes(4, "big") + bytes(8) + text)
while frame:
    frame = frame[os.write(3, frame) :]
os._exit(0)
