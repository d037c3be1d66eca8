"""The latest of what went by. Nothing depends on it but how many requests are made."""

from __future__ import annotations

from collections import OrderedDict
from typing import TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")

MAX_ENTRIES = 10_000


class LruDict(OrderedDict[Key, Value]):
    """A dictionary that forgets its oldest entries."""

    def __setitem__(self, key: Key, value: Value) -> None:
        super().__setitem__(key, value)
        self.move_to_end(key)
        if len(self) > MAX_ENTRIES:
            self.popitem(last=False)

    def add_if_new(self, key: Key, value: Value) -> bool:
        """Notes a key; says whether it was not there yet."""
        if key in self:
            return False
        self[key] = value
        return True
