# status: passed
# remarks: loop-instead-of-broadcast

import torch


def group_maxima(values, groups, count):
    best = torch.full((count,), -torch.inf)
    for team in range(count):
        mine = values[groups == team]
        if len(mine) > 0:
            best[team] = mine.max()
    return best
