"""What a value looks like once it has crossed between the jail and the judge."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import torch


class FrameError(Exception):
    """Bytes that are no frame, or that lie about what they hold."""


@dataclass(frozen=True, slots=True, eq=False)
class TensorRecord:
    """A tensor as it was at one moment.

    `data` is a plain tensor on the CPU, without a graph; None when there was nothing to send: the
    tensor was on `meta`, or too large.
    """

    dtype: torch.dtype
    shape: tuple[int, ...]
    data: torch.Tensor | None
    device: str = "cpu"
    stride: tuple[int, ...] | None = None  # in entries; None: contiguous
    requires_grad: bool = False
    leaf: bool = True
    entries: bytearray | None = field(default=None, repr=False)  # what `data` lies on


@dataclass(frozen=True, slots=True, eq=False)
class ArrayRecord:
    """A numpy array, or a numpy number (`scalar`), as it was at one moment."""

    dtype: np.dtype[Any]
    shape: tuple[int, ...]
    data: np.ndarray[Any, Any] | None  # None: too large to send
    stride: tuple[int, ...] | None = None  # in bytes; None: C-contiguous
    scalar: bool = False
    entries: bytearray | None = field(default=None, repr=False)  # what `data` lies on


@dataclass(frozen=True, slots=True)
class Opaque:
    """Anything that does not cross: the name of its type, and how it shows itself, cut."""

    type: str
    text: str


@dataclass(frozen=True, slots=True)
class Oversized:
    """A list, tuple or dict of so many entries that none of them crosses."""

    type: str
    length: int
