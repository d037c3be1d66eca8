"""Which exceptions say that a wall or a limit of the jail was hit: those are the jail's to name."""

from __future__ import annotations

import errno

import torch

_DENIED = {errno.EPERM, errno.EACCES, errno.EAGAIN, errno.ENOMEM, errno.ENOSYS, errno.EFBIG}
_OUT_OF_MEMORY = ("can't allocate memory", "not enough memory", "CUDA out of memory")
_NO_THREAD = "can't start new thread"
_CudaOutOfMemory = torch.OutOfMemoryError


def belongs_to_jail(error: BaseException) -> bool:
    """Whether the exception, or one that it came from, is a denial or an exhausted limit."""
    seen: set[int] = set()
    each: BaseException | None = error
    while each is not None and id(each) not in seen:
        seen.add(id(each))
        if _is_denial(each):
            return True
        each = each.__cause__ or each.__context__
    return False


def _is_denial(error: BaseException) -> bool:
    if isinstance(error, MemoryError | _CudaOutOfMemory):
        return True
    if isinstance(error, OSError):
        return error.errno in _DENIED
    if isinstance(error, RuntimeError):
        message = str(error)
        return message == _NO_THREAD or any(words in message for words in _OUT_OF_MEMORY)
    return False
