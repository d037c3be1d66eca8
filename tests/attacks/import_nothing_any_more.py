"""Lets every import fail or return a trap, also those that its caller makes later."""
import builtins
import importlib
import sys

ENDING = {"answered", "raised", "vanished"}


class Trap:
    def __getattr__(self, name):
        raise SystemExit("attacked")

    def find_spec(self, *arguments):
        raise SystemExit("attacked")


sys.meta_path[:] = [Trap()]
sys.path_hooks[:] = [Trap()]
sys.path_importer_cache.clear()
sys.path[:] = ["."]
builtins.__import__ = importlib.import_module = lambda *arguments, **named: Trap()
for name in ("json", "struct", "traceback", "linecache", "io", "ast"):
    sys.modules[name] = Trap()
got = None
got
