"""Writes into the installed packages and Python's own library, for the next to import."""
import os
import sys

import torch

got = []
for path in (torch.__file__, os.__file__, os.path.dirname(torch.__file__) + "/attacked.py",
             os.path.dirname(os.__file__) + "/sitecustomize.py", sys.executable):
    try:
        open(path, "a").write("attacked")
        got.append(path)
    except OSError:
        pass
got
