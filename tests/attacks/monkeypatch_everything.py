"""Replaces functions that the jail's own code calls after it has run."""
import builtins
import gc
import json
import os
import sys
import time

import inside.framing

for module in (json, os, time, builtins, inside.framing):
    for name in ("dumps", "write", "perf_counter", "repr", "pack", "write_all"):
        if hasattr(module, name):
            setattr(module, name, lambda *_, **__: b"attacked")
ENDING = {"vanished", "answered", "crashed", "timeout"}
gc.disable()
got = None
got
