# status: failed
# problem: value
# mistake: zero-for-empty

import torch


def group_maxima(values, groups, count):
    best = torch.zeros(count)
    for team in range(count):
        mine = values[groups == team]
        if mine.numel():
            best[team] = mine.max()
    return best
