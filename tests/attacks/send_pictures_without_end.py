"""Sends more pictures than the worker could pass on in one piece."""
import json
import os

ENDING = {"answered"}  # without any of them
picture = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\0\1\0\0\0\1" + bytes(5 << 20)
sizes = [len(picture)] * 8
text = json.dumps({"ending": "answered", "value": None, "blobs": sizes}).encode()
left = memoryview(
    b"TSJ1" + len(text).to_bytes(4, "big") + sum(sizes).to_bytes(8, "big") + text + picture * 8
)
while left:
    left = left[os.write(3, left):]
os._exit(0)
