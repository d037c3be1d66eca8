"""Random inputs for exercises, from a seed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import torch

Choice = TypeVar("Choice")


class Rng:
    """Draws inputs that depend only on the seed. Integers are below `high`, as in torch.randint."""

    AWKWARD = (0, 1, 2, 3, 5, 8)
    """Sizes for which code often fails: zero, one, odd numbers."""

    def __init__(self, seed: int, devices: Sequence[str] = ("cpu", "meta")) -> None:
        self.devices = tuple(devices)
        """Devices that cases may use. Every machine has "meta", whose tensors have no values."""
        self._generator = torch.Generator().manual_seed(seed)

    def integer(self, low: int, high: int) -> int:
        """Draw an integer n, low <= n < high. Raise RuntimeError if there is none."""
        return int(torch.randint(low, high, (), generator=self._generator))

    def real(self, low: float = -3.0, high: float = 3.0) -> float:
        """Draw a number that float32 represents exactly, low <= number <= high."""
        return float(torch.rand((), generator=self._generator) * (high - low) + low)

    def choice(self, options: Sequence[Choice]) -> Choice:
        """Draw one of the options. Raise RuntimeError if there is none."""
        return options[self.integer(0, len(options))]

    def sample(self, options: Sequence[Choice], count: int) -> list[Choice]:
        """Draw `count` of the options, each at most once. Raise IndexError if there are fewer."""
        order = torch.randperm(len(options), generator=self._generator).tolist()
        return [options[order[index]] for index in range(count)]

    def normal(
        self, *shape: int, dtype: torch.dtype = torch.float32, requires_grad: bool = False
    ) -> torch.Tensor:
        """Draw a standard normal tensor of that shape in float32, then convert it to `dtype`."""
        values = torch.randn(shape, generator=self._generator).to(dtype)
        return values.requires_grad_(requires_grad)

    def uniform(
        self,
        *shape: int,
        low: float = 0.0,
        high: float = 1.0,
        dtype: torch.dtype = torch.float32,
        requires_grad: bool = False,
    ) -> torch.Tensor:
        """Draw a tensor of that shape, entries from low to high, in float32; convert it to `dtype`.

        Rounding may return high.
        """
        values = torch.rand(shape, generator=self._generator) * (high - low) + low
        return values.to(dtype).requires_grad_(requires_grad)

    def integers(
        self, *shape: int, low: int = -9, high: int = 10, dtype: torch.dtype = torch.int64
    ) -> torch.Tensor:
        """Draw a tensor of that shape of integers, low <= entries < high.

        Raise RuntimeError if there is none.
        """
        return torch.randint(low, high, shape, generator=self._generator).to(dtype)

    def distinct(self, *shape: int, dtype: torch.dtype = torch.float32) -> torch.Tensor:
        """Draw a permutation of 0, 1, 2, … of that shape, so that argmax has one answer.

        `dtype` must represent every entry exactly: float32 does up to 2²⁴ entries.
        """
        count = torch.Size(shape).numel()
        return torch.randperm(count, generator=self._generator).reshape(shape).to(dtype)

    def noncontiguous(self, tensor: torch.Tensor) -> torch.Tensor:
        """Return the values in a non-contiguous layout: .view(-1) fails with two sizes above 1."""
        values = tensor.detach()
        if values.ndim > 1:
            strided = values.transpose(0, -1).clone(memory_format=torch.contiguous_format)
            strided = strided.transpose(0, -1)
        else:
            strided = torch.stack([values, values], dim=-1)[..., 0]
        return strided.requires_grad_(tensor.requires_grad)

    def shapes(self, dimensions: int, *, smallest: int = 0, count: int = 6) -> list[list[int]]:
        """Draw `count` shapes, the last one large (about 4096 entries at most).

        The others consist of awkward sizes >= smallest. If `count` is large enough, 0 and 1 occur
        in each dimension, with larger sizes in the others (1 row of several columns reveals a stray
        squeeze()), and each of the other sizes occurs; else the smallest ones do.
        """
        sizes = [size for size in self.AWKWARD if size >= smallest]
        shapes = [[self.choice(sizes) for _ in range(dimensions)] for _ in range(count - 1)]
        free = [(index, axis) for index in range(count - 1) for axis in range(dimensions)]
        small = [(size, axis) for size in sizes if size < 2 for axis in range(dimensions)]
        for index, (size, axis) in enumerate(small[: count - 1]):
            larger = [each for each in sizes if each > size]
            shapes[index] = [self.choice(larger) for _ in range(dimensions)]
            shapes[index][axis] = size
            free.remove((index, axis))
        for size in [size for size in sizes if size > 1][: len(free)]:
            index, axis = free.pop(self.integer(0, len(free)))
            shapes[index][axis] = size
        largest = max(2, round(4096 ** (1 / dimensions)))
        shapes.append([self.integer(largest // 2, largest + 1) for _ in range(dimensions)])
        return shapes
