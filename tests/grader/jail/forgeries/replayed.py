"""Answers every case with what was right for the first one, as a recording would."""

import sys

probe, framing = sys.modules["probe"], sys.modules["inside.framing"]
recorded = []


def row_means(x):
    if not recorded:
        recorded.append(x.mean(dim=1))
    return recorded[0].clone()
