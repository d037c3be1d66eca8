"""Recognizes exceptions that a sandbox layer or a limit caused. The jail reports these itself."""

from __future__ import annotations

import errno

import torch

_DENIED = {errno.EPERM, errno.EACCES, errno.EAGAIN, errno.ENOMEM, errno.ENOSYS, errno.EFBIG}
_OUT_OF_MEMORY = ("can't allocate memory", "not enough memory", "CUDA out of memory")
_NO_THREAD = "can't start new thread"
_CudaOutOfMemory = torch.OutOfMemoryError


def belongs_to_jail(error: BaseException) -> bool:
    """Return whether the exception, or one in its chain, is a denial or an exhausted limit."""
    try:
        return _has_denial(error)
    except BaseException:  # the methods of a learner's own exception may raise anything
        return False


def _has_denial(error: BaseException) -> bool:
    visited: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in visited:
        visited.add(id(current))
        if _is_denial(current):
            return True
        current = current.__cause__ or current.__context__
    return False


def _is_denial(error: BaseException) -> bool:
    if isinstance(error, MemoryError | _CudaOutOfMemory):
        return True
    if isinstance(error, OSError):
        return error.errno in _DENIED
    if isinstance(error, RuntimeError):
        message = str(error)
        return message == _NO_THREAD or any(text in message for text in _OUT_OF_MEMORY)
    return False
