"""Sequences whose items are made when they are asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from typing import TypeVar, overload

Item = TypeVar("Item")


class LazySequence(Sequence[Item]):
    """A sequence of a known length that keeps none of its items."""

    def __init__(self, count: int, make: Callable[[int], Item]) -> None:
        self._indices = range(count)
        self._make = make

    def __len__(self) -> int:
        return len(self._indices)

    @overload
    def __getitem__(self, index: int) -> Item: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Item]: ...
    def __getitem__(self, index: int | slice) -> Item | Sequence[Item]:
        if isinstance(index, slice):
            return [self._make(each) for each in self._indices[index]]
        return self._make(self._indices[index])


class SequenceMadeOnce(Sequence[Item]):
    """A sequence, not empty, that makes its items when the first is asked for, and keeps them."""

    def __init__(self, make: Callable[[], Iterable[Item]]) -> None:
        self._make = make

    def __bool__(self) -> bool:
        return True

    def __len__(self) -> int:
        return len(self._items)

    @overload
    def __getitem__(self, index: int) -> Item: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Item]: ...
    def __getitem__(self, index: int | slice) -> Item | Sequence[Item]:
        return self._items[index]

    @cached_property
    def _items(self) -> tuple[Item, ...]:
        return tuple(self._make())
