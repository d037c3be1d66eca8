# status: failed
# problem: value
# mistake: zero-as-start

import torch


def group_maxima(values, groups, count):
    best = torch.zeros(count)
    for value, group in zip(values, groups):
        if value > best[group]:
            best[group] = value
    return best
