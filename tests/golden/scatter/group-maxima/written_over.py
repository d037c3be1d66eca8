# status: failed
# problem: value
# mistake: last-one-wins

import torch


def group_maxima(values, groups, count):
    best = torch.full((count,), -torch.inf)
    for i in range(len(values)):
        best[groups[i]] = values[i]
    return best
