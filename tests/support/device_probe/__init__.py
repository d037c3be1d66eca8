"""The tiny probe, with a device that every machine has, opened as a GPU is.

Like a GPU's driver it opens a device file, reserves more addresses than there is memory, and
starts a thread. It does what CUDA is known to do when it starts, each of which is an error that
CUDA does not survive if it fails. In addition, it records which sandbox layers were active by then.
"""

import builtins
import ctypes
import mmap
import os
import socket
import threading
import traceback
from collections.abc import Callable
from pathlib import Path

FAR_TOO_MUCH = 1 << 40
NO_RESERVE = 0x4000
MORE_THAN_A_SCRATCH_FILE = 128 << 20
READ_AT_THE_START = (
    "/sys/devices/system/cpu/online", "/proc/self/maps", "/proc/self/environ", "/proc/devices",
    "/proc/modules", "/proc/sys/vm/mmap_min_addr",
)  # fmt: skip


def open_device(name: str) -> None:
    if name == "broken:0":
        raise RuntimeError("the card has fallen off the bus")
    node = os.open("/dev/zero", os.O_RDWR)
    for path in filter(os.path.exists, READ_AT_THE_START):
        Path(path).read_bytes()
    list(Path("/sys/class").iterdir())
    reserved = mmap.mmap(-1, FAR_TOO_MUCH, prot=0, flags=mmap.MAP_PRIVATE | NO_RESERVE)
    thread = threading.Thread(target=threading.Event().wait, daemon=True)
    thread.start()
    Path(f"/proc/self/task/{thread.native_id}/comm").write_text("cuda-EvtHandlr")
    unnamed = os.memfd_create("cuda")
    os.ftruncate(unnamed, MORE_THAN_A_SCRATCH_FILE)
    own = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    own.bind(f"\0cuda-uvmfd-{os.getpid()}")
    own.listen()
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.mlock(ctypes.create_string_buffer(1), 1) != 0:
        raise OSError(ctypes.get_errno(), "mlock")
    walls = Path("/proc/self/status").read_text()
    vars(builtins)["opened"] = name, node, reserved, walls, os.getuid(), own
    vars(builtins)["of_driver"] = node, unnamed, own.fileno()


def answer(function: Callable[[bytes], object], question: bytes) -> bytes:
    return repr(function(question)).encode()


def raised(exc: BaseException, source: str) -> dict[str, object]:
    own = [f for f in traceback.extract_tb(exc.__traceback__) if f.filename == "<your code>"]
    line = own[-1].lineno if own else getattr(exc, "lineno", None)
    text = "".join(traceback.format_list(own))
    return {"type": type(exc).__name__, "message": str(exc), "line": line, "traceback": text}
