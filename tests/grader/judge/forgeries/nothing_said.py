"""Omits from the answer the first of two calls, which was wrong.

toy: parts
ends: garbled
"""

import sys

writer = next(m for name, m in sys.modules.items() if name.endswith("probe.writing")).Writer
frame = writer.frame
calls = []


def without_first(self, root):
    cases = [["d", [pair for pair in case[1] if pair[0] != "first"]] for case in root[1]]
    return frame(self, ["l", cases])


writer.frame = without_first


def parts(x, extra):
    calls.append(x)
    return x.sum() + len(calls) % 2, tuple(x.shape), {"extra": extra}
