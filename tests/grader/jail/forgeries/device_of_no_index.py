"""Reports a device whose index torch changes and then rejects."""

import json
import os
import struct
import sys

frame = sys._getframe()
while "frame" not in frame.f_locals or not hasattr(frame.f_locals["frame"], "blobs"):
    frame = frame.f_back
probe, framing = sys.modules["probe"], sys.modules["inside.framing"]
count = len(sys.modules["probe.serialization"].unpack(frame.f_locals["frame"].blobs[1])["cases"])
tensor = ["T", "float32", [2], 0, {"device": "cuda:99999"}]
case = ["d", [["value", tensor], ["arguments", ["l", [None]]]]]
tree = json.dumps(["l", [case] * count]).encode()
answer = struct.pack("<Q", len(tree)) + tree + bytes(16)
framing.write_all(3, framing.pack({"ending": "answered"}, (answer,)))
os._exit(0)
