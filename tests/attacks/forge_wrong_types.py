"""Sends a frame of the right shape with things of the wrong kind in it."""
import json
import os

ENDING = {"vanished", "answered", "raised", "no-function"}
head = {"ending": "raised", "raised": ["attacked"], "reason": {"a": 1}, "names": [1, {}],
        "value": {"x": []}, "blobs": [], "walls": ["attacked"], "milliseconds": -1, "device": "x"}
text = json.dumps(head).encode()
os.write(3, b"TSJ1" + len(text).to_bytes(4, "big") + bytes(8) + text)
os._exit(0)
