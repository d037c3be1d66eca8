"""Locks files that others need."""
import fcntl
import os

import torch

got = []
for path in (torch.__file__, os.__file__, PLANTED["victim"]):
    try:
        file = open(path)
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        got.append(path)
    except OSError:
        pass
got
