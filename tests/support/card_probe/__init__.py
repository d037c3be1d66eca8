"""The tiny probe for a real card: opens it as the grader's own probe does."""

import builtins
import os
import traceback
from collections.abc import Callable

import torch


def open_device(name: str) -> None:
    before = descriptors()
    x = torch.ones(8, 8, device=name)
    (x @ x).sum().item()
    vars(builtins)["of_driver"] = descriptors() - before


def descriptors() -> set[int]:
    """Return the open descriptors of this process."""
    found = set()
    for descriptor in range(1024):
        try:
            os.fstat(descriptor)
        except OSError:
            continue
        found.add(descriptor)
    return found


def describe_device(name: str) -> str:
    return torch.cuda.get_device_name(name)


def answer(function: Callable[[bytes], object], question: bytes) -> bytes:
    return repr(function(question)).encode()


def raised(exc: BaseException, source: str) -> dict[str, object]:
    own = [f for f in traceback.extract_tb(exc.__traceback__) if f.filename == "<your code>"]
    line = own[-1].lineno if own else getattr(exc, "lineno", None)
    text = "".join(traceback.format_list(own))
    return {"type": type(exc).__name__, "message": str(exc), "line": line, "traceback": text}
