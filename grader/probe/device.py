"""Opens a GPU in a child, before Landlock and seccomp are applied and before any learner code."""

from __future__ import annotations

import os

import torch

MEMORY_FRACTION = 0.25
"""Share of a card's memory for one task, unless the grader has set another one: a few tasks and
other programs may use it at once."""

SHARE_VARIABLE = "TENSEI_GPU_SHARE"


def open_device(name: str) -> None:
    """Create the CUDA context and load cuBLAS with one small product. Raise RuntimeError."""
    share = float(os.environ.get(SHARE_VARIABLE, MEMORY_FRACTION))
    torch.cuda.set_per_process_memory_fraction(share, torch.device(name))
    torch.cuda.seed_all()  # its generators start with the same numbers in every process
    # No gradient: it would start threads before the child is locked in, which run learner code.
    x = torch.ones(8, 8, device=name)
    (x @ x).sum().item()


def describe_device(name: str) -> str:
    """Return the model of an open device, such as "NVIDIA H200"."""
    return torch.cuda.get_device_name(name)
