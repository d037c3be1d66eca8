"""Reports again that it is locked in, with other sandbox layers, instead of answering."""
import json
import os

ENDING = {"vanished"}
text = json.dumps({"walls": [], "device": "cuda", "locked": True, "blobs": []}).encode()
frame = b"TSJ1" + len(text).to_bytes(4, "big") + bytes(8) + text
os.write(3, frame * 2)
os._exit(0)
