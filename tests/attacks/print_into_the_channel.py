"""Replaces stdout by its channel, and prints frames."""
import json
import os

ENDING = {"vanished", "answered"}
os.dup2(3, 1)
os.dup2(3, 2)
head = json.dumps({"ending": "answered", "value": None, "blobs": []})
print("TSJ2" + "\x00" * 12 + head, flush=True)
