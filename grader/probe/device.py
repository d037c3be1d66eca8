"""Opening a GPU in a child, before its inner wall is closed and before any learner's code."""

from __future__ import annotations

import torch

MEMORY_FRACTION = 0.25
"""Of the card's memory, for one task: a few may be on it at once, and so may other programs."""


def open_device(name: str) -> None:
    """Makes the context and loads cuBLAS with one small product. Raises RuntimeError."""
    torch.cuda.set_per_process_memory_fraction(MEMORY_FRACTION, torch.device(name))
    x = torch.ones(8, 8, device=name)
    (x @ x).sum().item()
