"""Omits from the answer the values after a write to shared memory.

toy: on-same-memory
ends: garbled
"""

import sys

import torch

writer = next(m for name, m in sys.modules.items() if name.endswith("probe.writing")).Writer
frame = writer.frame


def without_memory(self, root):
    kept = ("value", "arguments")
    cases = [["d", [pair for pair in case[1] if pair[0] in kept]] for case in root[1]]
    return frame(self, ["l", cases])


writer.frame = without_memory


def on_same_memory(array):
    return torch.tensor(array)
