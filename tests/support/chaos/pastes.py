"""Pastes of the chaos test: quick and slow ones, right and wrong ones."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Paste:
    """Code with the exercise that it is for and its expected status."""

    exercise: str
    code: str
    status: str  # expected in the verdict


TO_FLOAT = "import torch\n\ndef to_float(values):\n    return torch.tensor(values{})\n"
EVENS = "import torch\n\ndef evens(stop):\n    return torch.arange(0, stop{}, 2)\n"
ROW_MEANS = "def row_means(x):\n    return x.mean(dim={})\n"
# Called for six cases: 0.3 s in total, so that a kill can interrupt it.
SLOW = "import time\n\ndef row_means(x):\n    time.sleep(0.05)\n    return x.mean(dim=1)\n"

PASTES = (
    Paste("tensors/to-float", TO_FLOAT.format(", dtype=torch.float32"), "passed"),
    Paste("tensors/to-float", TO_FLOAT.format(""), "failed"),
    Paste("tensors/evens", EVENS.format(""), "passed"),
    Paste("tensors/evens", EVENS.format(" + 1"), "failed"),
    Paste("operations/row-means", ROW_MEANS.format(1), "passed"),
    Paste("operations/row-means", ROW_MEANS.format(0), "failed"),
    *(Paste("operations/row-means", SLOW, "passed") for _ in range(2)),
)
