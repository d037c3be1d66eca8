"""References to torch's own functions, taken before learner code can replace them.

The rest of the probe inspects tensors only through these: `tensor.shape` looks up the class
torch.Tensor, where learner code can install a property of its own.
"""

from __future__ import annotations

import builtins
from collections.abc import Callable
from typing import Any

import torch

# Functions use the builtins that are set here when they are defined, even if they change later.
globals()["__builtins__"] = dict(vars(builtins))

Tensor = torch.Tensor
Parameter = torch.nn.Parameter
Buffer = torch.nn.Buffer
DisableTorchFunction = torch._C.DisableTorchFunction
STRIDED = torch.strided

_bytes_dtype = torch.uint8
_clone = Tensor.clone
_contiguous_format = torch.contiguous_format
_cpu = Tensor.cpu
_detach = Tensor.detach
_is_conj, _is_neg = Tensor.is_conj, Tensor.is_neg
_numpy = Tensor.numpy
_reshape = Tensor.reshape
_resolve_conj = Tensor.resolve_conj
_resolve_neg = Tensor.resolve_neg
_view = Tensor.view


def _attribute(name: str) -> Callable[[torch.Tensor], Any]:
    """Return a function that reads the attribute as torch's C code defines it."""
    read: Callable[[torch.Tensor], Any] = vars(torch._C.TensorBase)[name].__get__
    return read


shape_of, dtype_of, device_of = _attribute("shape"), _attribute("dtype"), _attribute("device")
requires_grad_of, is_leaf_of = _attribute("requires_grad"), _attribute("is_leaf")
layout_of, _data = _attribute("layout"), _attribute("data")
PLAIN_TYPES = (Tensor, Parameter, Buffer)
tensor_dimensions = Tensor.dim
numel_of, stride_of, is_contiguous = Tensor.numel, Tensor.stride, Tensor.is_contiguous


def is_plain(value: Any) -> bool:
    """Return whether the value is a strided tensor of a type of torch, not of another subclass."""
    return type(value) in PLAIN_TYPES and layout_of(value) is STRIDED


def memory(tensor: torch.Tensor) -> torch.Tensor:
    """Return a tensor on the same memory that autograd does not track.

    Not by `detach`: that still counts writes, and a view made under no_grad cannot be read any more
    after a write to its base.
    """
    data: torch.Tensor = _data(tensor)
    return data


def raw(tensor: torch.Tensor) -> bytes:
    """Return the entries in row-major order, as bytes. The tensor must not be on `meta`."""
    resolved = _detach(tensor)
    if device_of(resolved).type != "cpu":
        resolved = _cpu(resolved)
    if _is_conj(resolved) or _is_neg(resolved):
        resolved = _resolve_neg(_resolve_conj(resolved))
    # A tensor of one element or none reports to be contiguous whatever its strides are; a clone is.
    if numel_of(resolved) < 2 or not is_contiguous(resolved):
        resolved = _clone(resolved, memory_format=_contiguous_format)
    return bytes(_numpy(_view(_reshape(resolved, (-1,)), _bytes_dtype)).tobytes())
