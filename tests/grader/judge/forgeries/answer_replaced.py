"""Replaces the whole answer by one that is made up from the question.

toy: row-means
ends: value
"""

import sys

import torch

writer = next(m for name, m in sys.modules.items() if name.endswith("probe.writing")).Writer
frame = writer.frame


def made_up(self, root):
    self._nodes = 0
    cases = []
    for case in root[1]:
        seen = dict(case[1])
        seen["value"] = self.node(torch.full((seen["value"][2][0],), float("nan")))
        cases.append(["d", list(seen.items())])
    return frame(self, ["l", cases])


writer.frame = made_up


def row_means(x):
    return x.sum(1)
