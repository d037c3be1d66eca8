# status: passed

import torch


def best_class(scores):
    mask = scores == scores.max(dim=1, keepdim=True).values
    return mask.nonzero()[:, 1]
