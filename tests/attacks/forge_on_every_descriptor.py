"""Writes a finished frame on every descriptor that is open, as a submission did elsewhere."""
import json
import os

ENDING = {"answered", "vanished", "output-limit"}
head = {"ending": "answered", "value": "''", "blobs": []}
text = json.dumps(head).encode()
frame = b"TSJ1" + len(text).to_bytes(4, "big") + bytes(8) + text
for descriptor in range(64):
    try:
        os.write(descriptor, frame)
    except OSError:
        pass
os._exit(0)
