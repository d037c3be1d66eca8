"""Seen values made real again: fresh arguments for every call."""

from __future__ import annotations

import builtins
from typing import Any

import numpy as np
import torch

from .records import ArrayRecord, TensorRecord

globals()["__builtins__"] = dict(vars(builtins))  # see plain.py

_empty, _empty_strided = torch.empty, torch.empty_strided


def materialize(value: Any) -> Any:
    """A fresh value that shares no memory with any other; records become tensors and arrays.

    Strides are trusted: only for frames that the judge made.
    """
    if isinstance(value, TensorRecord):
        return _tensor(value)
    if isinstance(value, ArrayRecord):
        return _array(value)
    if isinstance(value, dict):
        return {materialize(key): materialize(each) for key, each in value.items()}
    if isinstance(value, torch.Size):
        return value
    if isinstance(value, list | tuple):
        return type(value)(materialize(each) for each in value)
    return value


def _tensor(seen: TensorRecord) -> torch.Tensor:
    # Nothing here asks for gradients yet, so autograd takes no note of it.
    if seen.data is None:
        tensor = _empty(seen.shape, dtype=seen.dtype, device="meta")
    elif seen.stride is None:
        tensor = seen.data.clone()
    elif 0 in seen.stride:
        # An expanded tensor: one entry stands for a whole dimension.
        kept = tuple(slice(0, 1) if step == 0 else slice(None) for step in seen.stride)
        tensor = seen.data[kept].clone().expand(seen.shape)
    else:
        tensor = _empty_strided(seen.shape, seen.stride, dtype=seen.dtype)
        tensor.copy_(seen.data)
    if seen.device not in ("cpu", "meta"):
        tensor = tensor.to(seen.device)
    if seen.requires_grad:
        tensor.requires_grad_()
        if not seen.leaf:
            tensor = tensor.clone()
    return tensor


def _array(seen: ArrayRecord) -> Any:
    if seen.data is None:
        raise ValueError("an array without data cannot be an argument")
    if seen.scalar:
        return seen.data[()]
    if seen.stride is None or seen.data.size == 0:
        return seen.data.copy()
    ends = [(n - 1) * step for n, step in zip(seen.shape, seen.stride, strict=True)]
    start = -sum(end for end in ends if end < 0)
    memory = np.zeros(start + sum(end for end in ends if end > 0) + seen.dtype.itemsize, np.uint8)
    array: np.ndarray[Any, Any] = np.ndarray(
        seen.shape, seen.dtype, buffer=memory.data, offset=start, strides=seen.stride
    )
    array[...] = seen.data
    return array
