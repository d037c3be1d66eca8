"""Counts the torch operations that a call dispatches, by name."""

from __future__ import annotations

import builtins
from contextlib import nullcontext
from typing import Any

from torch.utils._python_dispatch import TorchDispatchMode

globals()["__builtins__"] = dict(vars(builtins))  # see trusted_torch.py

MAX_NAMES = 200
"""Names that are counted. There are more, but no code of a learner needs as many."""

MAX_NAME = 100


class OperationCounter(TorchDispatchMode):  # type: ignore[no-untyped-call]
    """Counts operations by their name without namespace and overload: "mm" for aten.mm.default."""

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.counts: dict[str, int] = {}

    def __torch_dispatch__(
        self, func: Any, types: Any, args: tuple[Any, ...] = (), kwargs: Any = None
    ) -> Any:
        name = str(func).split(".")[1:2]
        if name and (name[0] in self.counts or len(self.counts) < MAX_NAMES):
            key = name[0][:MAX_NAME]
            self.counts[key] = self.counts.get(key, 0) + 1
        return func(*args, **(kwargs or {}))


def count_operations(is_wanted: bool) -> Any:
    """Return an OperationCounter if wanted, else a context without effect: counting costs time."""
    return OperationCounter() if is_wanted else nullcontext()
