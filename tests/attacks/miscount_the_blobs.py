"""Sends frames whose parts are not as long as their heads say."""
import json
import os

ENDING = {"vanished", "answered"}
for blobs, size, bytes_sent in (
    ([True, -1, 4], 4, 4), ([2**63], 2**40, 9), ([1.0], 1, 1), ([[1]], 1, 1), (["1"], 1, 1),
    ([0] * 100_000, 0, 0), ([2, 2], 5, 5), ([5], 5, 500),
):
    text = json.dumps({"ending": "answered", "value": "attacked", "blobs": blobs}).encode()
    lengths = b"TSJ1" + len(text).to_bytes(4, "big") + size.to_bytes(8, "big")
    os.write(3, lengths + text + b"x" * bytes_sent)
os._exit(0)
