# status: failed
# problem: value
# mistake: mean-of-the-row

import torch


def patch_holes(x):
    result = x.clone()
    for i in range(len(x)):
        result[i][x[i].isnan()] = x[i].nanmean()
    return result
