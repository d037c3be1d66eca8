"""What a queue has to know of the devices of a grader."""

from __future__ import annotations

from collections.abc import Sequence


def has_gpu(devices: Sequence[str]) -> bool:
    """Return whether a CUDA device is among them."""
    return any(device.startswith("cuda") for device in devices)
