"""Torch's own functions, taken before any learner's code can put others in their place.

`plain(tensor)` and `raw(tensor)` are what the rest of the probe looks at tensors with.
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
_data: Callable[[torch.Tensor], torch.Tensor] = vars(torch._C.TensorBase)["data"].__get__
_detach = Tensor.detach
_numpy = Tensor.numpy
_reshape = Tensor.reshape
_resolve_conj = Tensor.resolve_conj
_resolve_neg = Tensor.resolve_neg
_view = Tensor.view


def is_plain(value: Any) -> bool:
    """Whether it is a tensor whose values are its own: no subclass that answers in its place."""
    return type(value) in (Tensor, Parameter, Buffer) and value.layout is STRIDED


def memory(tensor: torch.Tensor) -> torch.Tensor:
    """A tensor on the same memory, to which autograd pays no attention.

    Not `detach`: that one still counts writes, and a view that was made under no_grad may not be
    looked at any more once its base was written to.
    """
    return _data(tensor)


def raw(tensor: torch.Tensor) -> bytes:
    """Its entries in row order, as bytes. The tensor must hold data (not be on `meta`)."""
    settled = _resolve_neg(_resolve_conj(_cpu(_detach(tensor))))
    # A tensor of one element may call itself contiguous whatever its strides; a clone is.
    settled = _clone(settled, memory_format=_contiguous_format)
    return bytes(_numpy(_view(_reshape(settled, (-1,)), _bytes_dtype)).tobytes())
