"""A dictionary of bounded size, for caches: losing an entry costs a request and nothing else."""

from __future__ import annotations

from collections import OrderedDict
from typing import TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")

MAX_ENTRIES = 10_000


class LruDict(OrderedDict[Key, Value]):
    """Keeps the entries that were set last, MAX_ENTRIES unless another number is given."""

    def __init__(self, most: int = MAX_ENTRIES) -> None:
        super().__init__()
        self._most = most

    def __setitem__(self, key: Key, value: Value) -> None:
        super().__setitem__(key, value)
        self.move_to_end(key)
        if len(self) > self._most:
            self.popitem(last=False)

    def add_if_new(self, key: Key, value: Value) -> bool:
        """Set a key that is not there yet; return whether it was new."""
        if key in self:
            return False
        self[key] = value
        return True
