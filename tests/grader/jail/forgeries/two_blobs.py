"""Sends one answer in two blobs, and another in which the head lies about their lengths."""

import json
import os

text = json.dumps({"ending": "answered", "blobs": [10, 10]}).encode()
os.write(3, b"TSJ1" + len(text).to_bytes(4, "big") + (20).to_bytes(8, "big") + text + bytes(20))
os._exit(0)
