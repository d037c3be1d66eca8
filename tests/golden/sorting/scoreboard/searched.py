# status: passed

import torch


def scoreboard(scores):
    in_order = scores.sort().values
    return len(scores) + 1 - torch.searchsorted(in_order, scores.contiguous(), right=True)
