"""Says that it answered, and sends an answer of no bytes."""

import os
import sys

wire = sys.modules["inside.wire"]
wire.write_all(3, wire.pack({"ending": "answered"}, (b"",)))
os._exit(0)
