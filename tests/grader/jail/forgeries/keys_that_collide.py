"""Answers with a dict whose keys have one hash: read into a dict, they would take minutes."""

import json
import os
import struct
import sys

keys = [["i", hex(number * (2**61 - 1))] for number in range(1, 90_000)]
tree = json.dumps(
    ["l", [["d", [["value", ["d", [[key, 0] for key in keys]]]]]]], separators=(",", ":")
)
answer = struct.pack("<Q", len(tree)) + tree.encode()
framing = sys.modules["inside.framing"]
framing.write_all(3, framing.pack({"ending": "answered"}, (answer,)))
os._exit(0)
