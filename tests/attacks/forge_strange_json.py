"""Sends a head whose JSON names things twice, and has numbers and letters that JSON has not."""
import os

ENDING = {"vanished", "answered", "raised"}
text = (
    b'{"ending": "answered", "ending": "raised", "blobs": [9], "blobs": [], "blobs": [],'
    b' "raised": {"type": "\\ud800", "message": NaN, "line": Infinity, "column": 1e999,'
    b' "traceback": "\\u0000\\udfff", "facts": {"": null, "": "\\ud83d"}}, "raised": {},'
    b' "reason": "wall", "reason": -0, "value": "\\udead\\u0000"}'
)
os.write(3, b"TSJ1" + len(text).to_bytes(4, "big") + bytes(8) + text)
os._exit(0)
