"""Torch's own functions, taken before any learner's code can put others in their place.

The rest of the probe looks at tensors with these only: `tensor.shape` asks the class torch.Tensor,
and there a learner's code can put a property of its own.
"""

from __future__ import annotations

import builtins
from collections.abc import Callable
from typing import Any

import torch

# Functions keep the builtins that stand here when they are defined, not those of the moment.
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
    """Reads that attribute as torch's own C code has it."""
    read: Callable[[torch.Tensor], Any] = vars(torch._C.TensorBase)[name].__get__
    return read


shape_of, dtype_of, device_of = _attribute("shape"), _attribute("dtype"), _attribute("device")
requires_grad_of, is_leaf_of = _attribute("requires_grad"), _attribute("is_leaf")
layout_of, _data = _attribute("layout"), _attribute("data")
PLAIN_TYPES = (Tensor, Parameter, Buffer)
tensor_dimensions = Tensor.dim
numel_of, stride_of, is_contiguous = Tensor.numel, Tensor.stride, Tensor.is_contiguous


def is_plain(value: Any) -> bool:
    """Whether it is a tensor whose values are its own: no subclass that answers in its place."""
    return type(value) in PLAIN_TYPES and layout_of(value) is STRIDED


def memory(tensor: torch.Tensor) -> torch.Tensor:
    """A tensor on the same memory, to which autograd pays no attention.

    Not `detach`: that one still counts writes, and a view that was made under no_grad may not be
    looked at any more once its base was written to.
    """
    data: torch.Tensor = _data(tensor)
    return data


def raw(tensor: torch.Tensor) -> bytes:
    """Its entries in row order, as bytes. The tensor must hold data (not be on `meta`)."""
    settled = _detach(tensor)
    if device_of(settled).type != "cpu":
        settled = _cpu(settled)
    if _is_conj(settled) or _is_neg(settled):
        settled = _resolve_neg(_resolve_conj(settled))
    # A tensor of one element may call itself contiguous whatever its strides; a clone is.
    if numel_of(settled) == 1 or not is_contiguous(settled):
        settled = _clone(settled, memory_format=_contiguous_format)
    return bytes(_numpy(_view(_reshape(settled, (-1,)), _bytes_dtype)).tobytes())
