"""Random inputs for exercises, from a seed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import torch

Choice = TypeVar("Choice")


class Rng:
    """Draws inputs; the same seed draws the same ones. `high` is excluded, as in torch.randint."""

    AWKWARD = (0, 1, 2, 3, 5, 8)
    """Sizes on which careless code breaks: nothing, one, odd ones."""

    def __init__(self, seed: int, devices: Sequence[str] = ("cpu", "meta")) -> None:
        self.devices = tuple(devices)
        """Devices that a case may name; "meta" is everywhere, and holds no values."""
        self._generator = torch.Generator().manual_seed(seed)

    def integer(self, low: int, high: int) -> int:
        """A whole number, low <= n < high. Raises RuntimeError when there is none."""
        return int(torch.randint(low, high, (), generator=self._generator))

    def real(self, low: float = -3.0, high: float = 3.0) -> float:
        """A number that float32 holds exactly, from low to high; rounding may give high itself."""
        return float(torch.rand((), generator=self._generator) * (high - low) + low)

    def choice(self, options: Sequence[Choice]) -> Choice:
        """One of the options. Raises RuntimeError when there is none."""
        return options[self.integer(0, len(options))]

    def normal(
        self, *shape: int, dtype: torch.dtype = torch.float32, requires_grad: bool = False
    ) -> torch.Tensor:
        """A tensor of that shape, standard normal; drawn in float32, then turned into `dtype`."""
        drawn = torch.randn(shape, generator=self._generator).to(dtype)
        return drawn.requires_grad_(requires_grad)

    def uniform(
        self,
        *shape: int,
        low: float = 0.0,
        high: float = 1.0,
        dtype: torch.dtype = torch.float32,
        requires_grad: bool = False,
    ) -> torch.Tensor:
        """A tensor of that shape, entries from low to high; drawn in float32, then as `dtype`.

        Rounding may give high itself.
        """
        drawn = torch.rand(shape, generator=self._generator) * (high - low) + low
        return drawn.to(dtype).requires_grad_(requires_grad)

    def integers(
        self, *shape: int, low: int = -9, high: int = 10, dtype: torch.dtype = torch.int64
    ) -> torch.Tensor:
        """A tensor of that shape of whole numbers, low <= entries < high.

        Raises RuntimeError when there is none.
        """
        return torch.randint(low, high, shape, generator=self._generator).to(dtype)

    def distinct(self, *shape: int, dtype: torch.dtype = torch.float32) -> torch.Tensor:
        """A tensor of that shape with 0, 1, 2, … in any order, so that argmax has one answer.

        That is as long as `dtype` tells them apart: float32 does so up to 2²⁴ entries.
        """
        count = torch.Size(shape).numel()
        return torch.randperm(count, generator=self._generator).reshape(shape).to(dtype)

    def noncontiguous(self, tensor: torch.Tensor) -> torch.Tensor:
        """The same values in another order in memory: with two sizes above 1, .view(-1) fails."""
        plain = tensor.detach()
        if plain.ndim > 1:
            odd = plain.transpose(0, -1).clone(memory_format=torch.contiguous_format)
            odd = odd.transpose(0, -1)
        else:
            odd = torch.stack([plain, plain], dim=-1)[..., 0]
        return odd.requires_grad_(tensor.requires_grad)

    def shapes(self, dimensions: int, *, smallest: int = 0, count: int = 6) -> list[list[int]]:
        """`count` lists of sizes, the last one large (about 4096 entries at most).

        The others are of awkward sizes >= smallest. As far as there are shapes to hold them, 0 and
        1 come up in each dimension, with larger sizes beside them (a stray squeeze() shows where
        there is 1 row of several columns), and each of the other sizes comes up, the least first.
        """
        sizes = [size for size in self.AWKWARD if size >= smallest]
        shapes = [[self.choice(sizes) for _ in range(dimensions)] for _ in range(count - 1)]
        free = [(number, place) for number in range(count - 1) for place in range(dimensions)]
        alone = [(size, place) for size in sizes if size < 2 for place in range(dimensions)]
        for number, (size, place) in enumerate(alone[: count - 1]):
            larger = [each for each in sizes if each > size]
            shapes[number] = [self.choice(larger) for _ in range(dimensions)]
            shapes[number][place] = size
            free.remove((number, place))
        for size in [size for size in sizes if size > 1][: len(free)]:
            number, place = free.pop(self.integer(0, len(free)))
            shapes[number][place] = size
        largest = max(2, round(4096 ** (1 / dimensions)))
        shapes.append([self.integer(largest // 2, largest + 1) for _ in range(dimensions)])
        return shapes
