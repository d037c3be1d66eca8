"""Returns lone surrogates everywhere, which JSON cannot carry to the bot."""
import json
import os

ENDING = {"raised"}
half = "\ud800"
raised = {name: half for name in ("type", "message", "source", "traceback")}
head = {"ending": "raised", "raised": raised | {"facts": {half: half}, "line": 10**30}, "blobs": []}
text = json.dumps(head).encode()
os.write(3, b"TSJ1" + len(text).to_bytes(4, "big") + bytes(8) + text)
os._exit(0)
