"""Reports an exception without any fields for every case."""

import json
import os
import struct
import sys

frame = sys._getframe()
while "frame" not in frame.f_locals or not hasattr(frame.f_locals["frame"], "blobs"):
    frame = frame.f_back
framing = sys.modules["inside.framing"]
count = len(sys.modules["probe.serialization"].unpack(frame.f_locals["frame"].blobs[1])["cases"])
cases = [
    ["d", [["raised", raised], ["value", None]]] for raised in (["d", []], ["d", [["type", None]]])
]
tree = json.dumps(["l", (cases * count)[:count]]).encode()
framing.write_all(3, framing.pack({"ending": "answered"}, (struct.pack("<Q", len(tree)) + tree,)))
os._exit(0)
