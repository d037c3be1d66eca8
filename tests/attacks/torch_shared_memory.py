"""Leaves shared memory through torch."""
import torch

got = None
try:
    got = torch.ones(1000).share_memory_()
except (OSError, RuntimeError):
    pass
got
