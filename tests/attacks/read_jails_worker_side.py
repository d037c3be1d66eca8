"""Imports the worker's side of the jail from inside."""
import importlib.util
import os

import inside

got = []
folder = os.path.dirname(os.path.dirname(inside.__file__))
for name in ("jail.py", "endings.py", "filter.py"):
    try:
        got.append(open(os.path.join(folder, name)).read())
    except OSError:
        pass
got
