"""The tiny probe, with a device that every machine has, opened as a GPU is.

Like a GPU's driver it opens a device file, reserves more addresses than there is memory, and
starts a thread. In addition, it records which sandbox layers were active by then.
"""

import builtins
import mmap
import os
import threading
import traceback
from pathlib import Path

FAR_TOO_MUCH = 1 << 40
NO_RESERVE = 0x4000


def open_device(name):
    if name == "broken:0":
        raise RuntimeError("the card has fallen off the bus")
    node = os.open("/dev/zero", os.O_RDWR)
    Path("/sys/devices/system/cpu/online").read_text()  # drivers read such files
    reserved = mmap.mmap(-1, FAR_TOO_MUCH, prot=0, flags=mmap.MAP_PRIVATE | NO_RESERVE)
    threading.Thread(target=threading.Event().wait, daemon=True).start()
    walls = Path("/proc/self/status").read_text()
    builtins.opened = name, node, reserved, walls, os.getuid()


def answer(function, question):
    return repr(function(question)).encode()


def raised(exc, source):
    own = [f for f in traceback.extract_tb(exc.__traceback__) if f.filename == "<your code>"]
    line = own[-1].lineno if own else getattr(exc, "lineno", None)
    text = "".join(traceback.format_list(own))
    return {"type": type(exc).__name__, "message": str(exc), "line": line, "traceback": text}
