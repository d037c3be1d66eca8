# status: failed
# problem: value
# mistake: ties-counted

import torch


def record_days(temperatures):
    best = torch.cummax(temperatures, dim=0).values
    return temperatures >= best
