"""Claims to have passed in every field of a frame."""

import os
import sys

framing = sys.modules["inside.framing"]
claims = dict.fromkeys(("ending", "status", "verdict", "reason", "value", "walls"), "passed")
framing.write_all(3, framing.pack(claims | {"passed": True}, (b"passed",)))
os._exit(0)
