"""Says that its result is on a device of which torch makes another, and then does not know it."""

import json
import os
import struct
import sys

frame = sys._getframe()
while "frame" not in frame.f_locals or not hasattr(frame.f_locals["frame"], "blobs"):
    frame = frame.f_back
probe, wire = sys.modules["probe"], sys.modules["inside.wire"]
count = len(sys.modules["probe.frames"].unpack(frame.f_locals["frame"].blobs[1])["cases"])
tensor = ["T", "float32", [2], 0, {"device": "cuda:99999"}]
case = ["d", [["value", tensor], ["arguments", ["l", [None]]]]]
tree = json.dumps(["l", [case] * count]).encode()
answer = struct.pack("<Q", len(tree)) + tree + bytes(16)
wire.write_all(3, wire.pack({"ending": "answered"}, (answer,)))
os._exit(0)
