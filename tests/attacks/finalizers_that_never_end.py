"""Leaves objects behind whose finalizers exit, raise, print, or wait for ever."""
import atexit
import gc
import os
import sys
import threading
import weakref

ENDING = {"answered", "timeout", "vanished", "output-limit"}


class Left:
    def __init__(self, action):
        self.action, self.itself = action, self

    def __del__(self):
        self.action()


def wait():
    threading.Event().wait()


for action in (lambda: os._exit(0), lambda: sys.exit("attacked"), lambda: print("x" * 9000), wait):
    left = Left(action)
    weakref.finalize(left, action)
    atexit.register(action)
    threading._register_atexit(action)
sys.unraisablehook = sys.excepthook = lambda *arguments: os.write(3, b"attacked")
gc.set_threshold(1)
got = None
got
