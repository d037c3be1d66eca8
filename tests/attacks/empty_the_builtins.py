"""Removes everything that the jail's own code needs to end normally."""
import builtins
import sys

ENDING = {"answered", "raised", "vanished", "crashed", "timeout"}
for module in list(sys.modules.values()):
    if getattr(module, "__name__", "").startswith(("inside", "probe", "json", "os", "struct")):
        vars(module).clear()
vars(builtins).clear()
