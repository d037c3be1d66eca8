"""Records of values that are sent between the jail and the judge."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import torch


class FrameError(Exception):
    """The bytes are not a valid frame."""


@dataclass(frozen=True, slots=True, eq=False)
class TensorRecord:
    """A tensor as it was when it was packed.

    `entries` is the memory of a contiguous tensor of that shape; None if the tensor was on `meta`
    or too large.
    """

    dtype: torch.dtype
    shape: tuple[int, ...]
    entries: bytearray | None
    device: str = "cpu"
    stride: tuple[int, ...] | None = None  # in entries; None: contiguous
    requires_grad: bool = False
    leaf: bool = True

    @property
    def data(self) -> torch.Tensor | None:
        """A plain tensor on the CPU with these entries, without a graph; None without entries.

        It is made when it is read, because most records are compared by their entries alone.
        """
        if self.entries is None:
            return None
        if not self.entries:
            return torch.empty(self.shape, dtype=self.dtype)
        if self.dtype is torch.bool:  # any byte but 0 and 1 would be undefined behaviour
            return (torch.frombuffer(self.entries, dtype=torch.uint8) != 0).reshape(self.shape)
        return torch.frombuffer(self.entries, dtype=self.dtype).reshape(self.shape)


@dataclass(frozen=True, slots=True, eq=False)
class ArrayRecord:
    """A numpy array, or a numpy number (`scalar`), as it was when it was packed."""

    dtype: np.dtype[Any]
    shape: tuple[int, ...]
    data: np.ndarray[Any, Any] | None  # None: too large to send
    stride: tuple[int, ...] | None = None  # in bytes; None: C-contiguous
    scalar: bool = False
    entries: bytearray | None = field(default=None, repr=False)  # memory of `data`


@dataclass(frozen=True, slots=True)
class Opaque:
    """Any other value: only the name of its type, and its repr, cut to a maximal length."""

    type: str
    text: str


@dataclass(frozen=True, slots=True)
class Oversized:
    """A list, tuple or dict with too many entries to be sent."""

    type: str
    length: int
