"""Creates values from records: fresh arguments for every call."""

from __future__ import annotations

import builtins
from typing import Any

import numpy as np
import torch

from .records import ArrayRecord, TensorRecord

globals()["__builtins__"] = dict(vars(builtins))  # see trusted_torch.py

_empty, _empty_strided = torch.empty, torch.empty_strided


def materialize(value: Any) -> Any:
    """Return a fresh value that shares no memory. Records become tensors and arrays.

    Strides are not checked, so use it only for frames that the judge made. Raise ValueError for an
    array record without data.
    """
    if isinstance(value, TensorRecord):
        return _tensor(value)
    if isinstance(value, ArrayRecord):
        return _array(value)
    if isinstance(value, dict):
        return {materialize(key): materialize(item) for key, item in value.items()}
    if isinstance(value, torch.Size):
        return value
    if isinstance(value, list | tuple):
        return type(value)(materialize(item) for item in value)
    return value


def _tensor(record: TensorRecord) -> torch.Tensor:
    # Gradients are enabled last, so that autograd does not record these operations.
    data = record.data
    if data is None:
        tensor = _empty(record.shape, dtype=record.dtype, device="meta")
    elif record.stride is None:
        tensor = data.clone()
    elif 0 in record.stride:
        # An expanded tensor: one entry represents a whole dimension.
        index = tuple(slice(0, 1) if step == 0 else slice(None) for step in record.stride)
        tensor = data[index].clone().expand(record.shape)
    else:
        tensor = _empty_strided(record.shape, record.stride, dtype=record.dtype)
        tensor.copy_(data)
    if record.device not in ("cpu", "meta"):
        tensor = tensor.to(record.device)
    if record.requires_grad:
        tensor.requires_grad_()
        if not record.leaf:
            tensor = tensor.clone()
    return tensor


def _array(record: ArrayRecord) -> Any:
    if record.data is None:
        raise ValueError("an array without data cannot be an argument")
    if record.scalar:
        return record.data[()]
    if record.stride is None or record.data.size == 0:
        return record.data.copy()
    ends = [(n - 1) * step for n, step in zip(record.shape, record.stride, strict=True)]
    start = -sum(end for end in ends if end < 0)
    memory = np.zeros(start + sum(end for end in ends if end > 0) + record.dtype.itemsize, np.uint8)
    array: np.ndarray[Any, Any] = np.ndarray(
        record.shape, record.dtype, buffer=memory.data, offset=start, strides=record.stride
    )
    array[...] = record.data
    return array
