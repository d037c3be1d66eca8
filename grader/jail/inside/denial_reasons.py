"""Reasons why a task was ended or denied, and how to find the reason of an exception."""

from __future__ import annotations

import errno
import linecache
import os
import traceback
from enum import StrEnum


class Reason(StrEnum):
    """The values of `Outcome.reason`. The translations have a text for each of them."""

    WALL = "wall"  # ran longer than allowed
    CPU = "cpu"  # computed longer than allowed
    MEMORY = "memory"
    OUTPUT = "output"  # printed more than allowed
    ANSWER = "answer"  # the result is larger than allowed
    NETWORK = "network"
    DOWNLOAD = "download"  # a data set, weights, a URL
    PROCESSES = "processes"  # fork, multiprocessing, signals to others
    SUBPROCESS = "subprocess"  # another program
    DATALOADER_WORKERS = "dataloader-workers"
    COMPILE = "compile"  # torch.compile
    THREADS = "threads"
    FILES = "files"  # reading or writing outside the scratch directory
    DISK = "disk"  # more or larger files than the scratch directory may hold
    INPUT = "input"  # input(): there is no standard input
    SYSTEM = "system"  # anything else that the filter denies


_DENIED = {errno.EPERM, errno.EACCES, errno.EROFS}
_FULL = {errno.ENOSPC, errno.EFBIG, errno.EDQUOT}
_DOWNLOADERS = (
    "/torch/hub.py",
    "/torchvision/datasets/",
    "/urllib/request.py",
    "/requests/",
    "/httpx/",
    "/huggingface_hub/",
)
# Files in the traceback of a denial show what the code tried; the most specific ones first.
_REASON_BY_PATH = (
    (Reason.DATALOADER_WORKERS, ("/torch/utils/data/",)),
    (Reason.COMPILE, ("/torch/_dynamo/", "/torch/_inductor/", "/inside/block_compile.py")),
    (Reason.SUBPROCESS, ("/subprocess.py",)),
    (Reason.PROCESSES, ("/multiprocessing/", "/concurrent/futures/process.py", "/pty.py")),
    (Reason.DOWNLOAD, _DOWNLOADERS),
    (Reason.NETWORK, ("/socket.py", "/socketserver.py", "/asyncio/")),
)
_PROCESS_NAMES = ("fork", "spawn", "exec", "kill", "popen")
_OUT_OF_MEMORY = (
    "can't allocate memory",
    "not enough memory",
    "out of memory",
    "bad_alloc",
    "Cannot allocate memory",
)


def out_of_memory(exc: BaseException) -> bool:
    """Return whether the exception reports that memory ran out."""
    try:
        return _says_out_of_memory(exc)
    except BaseException:  # the methods of a learner's own exception may raise anything
        return False


def _says_out_of_memory(exc: BaseException) -> bool:
    if isinstance(exc, MemoryError):
        return True
    if isinstance(exc, OSError):
        return exc.errno == errno.ENOMEM
    return isinstance(exc, RuntimeError) and any(text in str(exc) for text in _OUT_OF_MEMORY)


def cause_of(exc: BaseException) -> Reason | None:
    """Return what the jail denied, if a denial caused this uncaught exception; else None."""
    try:
        return _cause_in_chain(exc)
    except BaseException:  # the methods of a learner's own exception may raise anything
        return None


def _cause_in_chain(exc: BaseException) -> Reason | None:
    paths = _traceback_paths(exc)
    if type(exc).__module__.startswith(("torch._dynamo", "torch._inductor")):
        return Reason.COMPILE
    visited: set[int] = set()
    current: BaseException | None = exc
    while current is not None and id(current) not in visited:
        visited.add(id(current))
        paths = paths + _traceback_paths(current)
        reason = _cause_of_one(current, paths)
        if reason is not None:
            return reason
        current = current.__cause__ or (
            None if current.__suppress_context__ else current.__context__
        )
    return None


def _cause_of_one(exc: BaseException, paths: list[str]) -> Reason | None:
    if isinstance(exc, EOFError) and "reading a line" in str(exc):
        return Reason.INPUT
    if isinstance(exc, RuntimeError):
        return _cause_of_message(str(exc))
    return _cause_of_os_error(exc, paths) if isinstance(exc, OSError) else None


def _cause_of_os_error(exc: OSError, paths: list[str]) -> Reason | None:
    if isinstance(exc, FileNotFoundError) and _is_outside(exc.filename):
        return Reason.FILES  # not visible in bubblewrap
    if exc.errno in _FULL:
        return Reason.DISK
    if type(exc).__name__ in {"gaierror", "herror"}:
        return _reason_by_path(paths) or Reason.NETWORK
    if exc.errno not in _DENIED:
        return None
    return _reason_by_path(paths) or _cause_of_denial(exc)


def _cause_of_message(message: str) -> Reason | None:
    if "can't start new thread" in message:
        return Reason.THREADS
    if "PytorchStreamWriter failed" in message or "No space left" in message:
        return Reason.DISK
    if "Permission denied" in message or "Read-only file system" in message:
        return Reason.FILES
    return None


def _cause_of_denial(exc: OSError) -> Reason:
    line = _last_line(exc)
    if any(name in line for name in _PROCESS_NAMES):
        return Reason.PROCESSES
    if exc.filename is not None:
        return Reason.FILES
    # The filter returns EACCES for sockets and EPERM for everything else that it denies.
    return Reason.NETWORK if exc.errno == errno.EACCES else Reason.SYSTEM


def _is_outside(name: object) -> bool:
    """Return whether a path is outside the scratch directory, which is also the home directory."""
    if not isinstance(name, str):
        return False
    return not f"{os.path.abspath(name)}/".startswith(f"{os.environ.get('HOME')}/")  # noqa: PTH100


def _reason_by_path(paths: list[str]) -> Reason | None:
    for reason, patterns in _REASON_BY_PATH:
        if any(pattern in path for path in paths for pattern in patterns):
            return reason
    return None


def _traceback_paths(exc: BaseException) -> list[str]:
    return [frame.f_code.co_filename for frame, _ in traceback.walk_tb(exc.__traceback__)]


def _last_line(exc: BaseException) -> str:
    last = ""
    for frame, number in traceback.walk_tb(exc.__traceback__):
        last = linecache.getline(frame.f_code.co_filename, number)
    return last
