"""Why something did not go: keys, and the naming of a denial's real cause from its exception."""

from __future__ import annotations

import errno
import linecache
import os
import traceback
from enum import StrEnum


class Reason(StrEnum):
    """Every value of `Outcome.reason`; words are written for each of these keys."""

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
    INPUT = "input"  # input(): nobody is there to type
    SYSTEM = "system"  # anything else that the kernel was told to refuse


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
# Where a denial passed through tells what was being tried; the most telling place first.
_PLACES = (
    (Reason.DATALOADER_WORKERS, ("/torch/utils/data/",)),
    (Reason.COMPILE, ("/torch/_dynamo/", "/torch/_inductor/", "/inside/compiling.py")),
    (Reason.SUBPROCESS, ("/subprocess.py",)),
    (Reason.PROCESSES, ("/multiprocessing/", "/concurrent/futures/process.py", "/pty.py")),
    (Reason.DOWNLOAD, _DOWNLOADERS),
    (Reason.NETWORK, ("/socket.py", "/socketserver.py", "/asyncio/")),
)
_PROCESS_WORDS = ("fork", "spawn", "exec", "kill", "popen")
_OUT_OF_MEMORY = (
    "can't allocate memory",
    "not enough memory",
    "out of memory",
    "bad_alloc",
    "Cannot allocate memory",
)


def out_of_memory(exc: BaseException) -> bool:
    """Whether this exception says that there was no memory left."""
    if isinstance(exc, MemoryError):
        return True
    if isinstance(exc, OSError):
        return exc.errno == errno.ENOMEM
    return isinstance(exc, RuntimeError) and any(words in str(exc) for words in _OUT_OF_MEMORY)


def cause_of(exc: BaseException) -> Reason | None:
    """What the jail denied, if a denial lies behind this uncaught exception."""
    paths = _paths(exc)
    if type(exc).__module__.startswith(("torch._dynamo", "torch._inductor")):
        return Reason.COMPILE
    seen: set[int] = set()
    link: BaseException | None = exc
    while link is not None and id(link) not in seen:
        seen.add(id(link))
        paths = paths + _paths(link)
        reason = _cause_of_link(link, paths)
        if reason is not None:
            return reason
        link = link.__cause__ or (None if link.__suppress_context__ else link.__context__)
    return None


def _cause_of_link(exc: BaseException, paths: list[str]) -> Reason | None:
    if isinstance(exc, EOFError) and "reading a line" in str(exc):
        return Reason.INPUT
    if isinstance(exc, RuntimeError):
        return _cause_of_words(str(exc))
    return _cause_of_error_number(exc, paths) if isinstance(exc, OSError) else None


def _cause_of_error_number(exc: OSError, paths: list[str]) -> Reason | None:
    if isinstance(exc, FileNotFoundError) and _is_outside(exc.filename):
        return Reason.FILES  # bubblewrap does not even show it
    if exc.errno in _FULL:
        return Reason.DISK
    if type(exc).__name__ in {"gaierror", "herror"}:
        return _place(paths) or Reason.NETWORK
    if exc.errno not in _DENIED:
        return None
    return _place(paths) or _cause_of_denial(exc)


def _cause_of_words(words: str) -> Reason | None:
    if "can't start new thread" in words:
        return Reason.THREADS
    if "PytorchStreamWriter failed" in words or "No space left" in words:
        return Reason.DISK
    if "Permission denied" in words or "Read-only file system" in words:
        return Reason.FILES
    return None


def _cause_of_denial(exc: OSError) -> Reason:
    line = _last_line(exc)
    if any(word in line for word in _PROCESS_WORDS):
        return Reason.PROCESSES
    if exc.filename is not None:
        return Reason.FILES
    # The filter answers EACCES for sockets and EPERM for everything else that it denies.
    return Reason.NETWORK if exc.errno == errno.EACCES else Reason.SYSTEM


def _is_outside(name: object) -> bool:
    """Whether a path leads out of the scratch directory, which is also the home directory."""
    if not isinstance(name, str):
        return False
    return not f"{os.path.abspath(name)}/".startswith(f"{os.environ.get('HOME')}/")  # noqa: PTH100


def _place(paths: list[str]) -> Reason | None:
    for reason, marks in _PLACES:
        if any(mark in path for path in paths for mark in marks):
            return reason
    return None


def _paths(exc: BaseException) -> list[str]:
    return [frame.f_code.co_filename for frame, _ in traceback.walk_tb(exc.__traceback__)]


def _last_line(exc: BaseException) -> str:
    last = ""
    for frame, number in traceback.walk_tb(exc.__traceback__):
        last = linecache.getline(frame.f_code.co_filename, number)
    return last
