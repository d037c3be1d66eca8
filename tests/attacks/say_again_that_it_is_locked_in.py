"""Says once more that it is locked in, with walls of its own choice, instead of answering."""
import json
import os

ENDING = {"vanished"}
text = json.dumps({"walls": [], "device": "cuda", "locked": True, "blobs": []}).encode()
frame = b"TSJ1" + len(text).to_bytes(4, "big") + bytes(8) + text
os.write(3, frame * 2)
os._exit(0)
